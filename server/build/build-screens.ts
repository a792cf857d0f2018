// Builds the screens when there are none, or when their sources are newer.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { build } from 'vite';

const SOURCES = ['client', 'shared', 'server/build', 'vite.config.ts', 'package-lock.json'];
const BUILT = 'dist/index.html';

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)))
    : statSync(path).mtimeMs;

const isFresh =
  existsSync(BUILT) && SOURCES.every((path) => !existsSync(path) || newest(path) <= statSync(BUILT).mtimeMs);
if (!isFresh) await build({ logLevel: 'warn' });
