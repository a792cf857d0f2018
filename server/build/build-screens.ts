// Builds the screens when there are none, or when their sources are newer. npm start imports it before the server, in the
// same process, so that a signal at any moment reaches the one process that there is.
import { existsSync, readdirSync, statSync } from 'node:fs';

const SOURCES = ['client', 'shared', 'server/build', 'vite.config.ts', 'package-lock.json'];
const BUILT = 'dist/index.html';

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)))
    : statSync(path).mtimeMs;

const isFresh =
  existsSync(BUILT) && SOURCES.every((path) => !existsSync(path) || newest(path) <= statSync(BUILT).mtimeMs);
if (!isFresh) {
  const { build } = await import('vite');
  await build({ logLevel: 'warn' });
  // A build leaves half a gigabyte behind: what is to run next takes the place of this process, under its number.
  const [node, entry] = process.argv;
  if (node !== undefined && entry !== import.meta.filename)
    process.execve?.(node, [node, ...process.argv.slice(1)], process.env);
}
