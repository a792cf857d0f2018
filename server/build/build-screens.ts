// Builds the screens when there are none, or when their sources are newer. npm start imports it before the server, in the
// same process, so that a signal at any moment reaches the one process that there is.
import { existsSync, readdirSync, statSync } from 'node:fs';

const SOURCES = ['client', 'shared', 'server/build', 'vite.config.ts', 'package-lock.json'];
const BUILT = 'dist/index.html';

const newest = (path: string): number =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(`${path}/${name}`)))
    : statSync(path).mtimeMs;

/** The bundler's own advice for a missing compiled part is to delete the lock file, which helps nobody. */
async function bundler(): Promise<typeof import('vite')> {
  try {
    return await import('vite');
  } catch (cause) {
    process.stderr.write(
      'the screens cannot be built, because packages are missing or belong to another machine: run  npm ci --include=optional\n',
    );
    process.stderr.write(`(${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)})\n`);
    process.exit(1);
  }
}

const isFresh =
  existsSync(BUILT) && SOURCES.every((path) => !existsSync(path) || newest(path) <= statSync(BUILT).mtimeMs);
if (!isFresh) {
  const { build } = await bundler();
  process.stdout.write('building the screens, once after each update\n');
  // For any other, such as a shell of developers has, they would hold what old browsers lack.
  const given = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ logLevel: 'warn' });
  if (given === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = given;
  // A build leaves half a gigabyte behind: what is to run next takes the place of this process, under its number.
  const [node, entry] = process.argv;
  if (node !== undefined && entry !== import.meta.filename)
    process.execve?.(node, [node, ...process.argv.slice(1)], process.env);
}
