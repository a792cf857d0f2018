// npm run verify: everything about the code that can be checked without running it. As many checks at once as there are cores.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Scripts that browsers load as they are, and what others wrote, are left out. */
const oxlint = [
  ...['oxlint', '--deny-warnings', '--config', 'tests/oxlint.json'],
  ...['--ignore-pattern', 'client/public/**', '--ignore-pattern', 'tests/fixtures/**'],
] as const;
/** The longest first. svelte-check checks the types of every file of tsconfig.json, not of components alone. */
const checks = [
  ['svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
  [...oxlint, 'server', 'shared', 'client'],
  // What a test reads of an answer may be anything, and what it says of it is for us.
  [...oxlint, '--allow', 'typescript/no-base-to-string', 'tests', 'vite.config.ts'],
  ['eslint', '--max-warnings', '0', '.'],
] as const;

async function run([tool, ...args]: (typeof checks)[number]): Promise<boolean> {
  const began = performance.now();
  const child = spawn(process.execPath, [`node_modules/.bin/${tool}`, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const isClean = await new Promise<boolean>((ended) => child.once('close', (code) => ended(code === 0)));
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  process.stdout.write(`${isClean ? 'clean' : 'FAILED'}: ${tool}, ${seconds} s\n${isClean ? '' : `${output}\n`}`);
  return isClean;
}

const waiting = [...checks];
const results: boolean[] = [];
async function work(): Promise<void> {
  for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await run(check));
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
process.exitCode = results.every((isClean) => isClean) ? 0 : 1;
