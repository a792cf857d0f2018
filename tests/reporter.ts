// Ends a run with one line that people and machines can read: `123 passed, 0 failed, 4 skipped`.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestModule, TestResult } from 'vitest/node';

const artefacts = fileURLToPath(new URL('./artefacts/', import.meta.url));

/** Vitest colours its words by TERM alone and settles that before any configuration; a file or a pipe gets plain text. */
function writePlainly(stream: NodeJS.WriteStream): void {
  const write = stream.write.bind(stream);
  const plain = (chunk: string | Uint8Array, ...rest: []): boolean =>
    write(typeof chunk === 'string' ? stripVTControlCharacters(chunk) : chunk, ...rest);
  stream.write = plain;
}

export default class LastLine implements Reporter {
  constructor() {
    if ('FORCE_COLOR' in process.env) return;
    for (const stream of [process.stdout, process.stderr]) if (!stream.isTTY) writePlainly(stream);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    const flaky: string[] = [];
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      for (const test of tests) {
        count[test.result().state]++;
        if (test.diagnostic()?.flaky)
          flaky.push(`${module.relativeModuleId}: ${test.fullName}\n  ${firstError(test.result())}`);
      }
      // A file that could not be read, or a hook that failed, has no failing test of its own.
      if (!module.ok() && tests.every((test) => test.ok())) count.failed++;
    }
    // What nobody awaited, and tests that never came to an end.
    const failed = count.failed + count.pending + errors.length;
    if (existsSync(artefacts) && readdirSync(artefacts).length > 0)
      process.stdout.write('\nPictures and other artefacts of this run: tests/artefacts/\n');
    if (flaky.length > 0)
      process.stdout.write(
        `\nPassed at the second try only, so mend them:\n${flaky.map((name) => `- ${name}\n`).join('')}`,
      );
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
    process.stdout.write(`\n${count.passed} passed, ${failed} failed${skipped}\n`);
  }
}

/** What went wrong at the first try, with the line of the test, in one line. */
function firstError({ errors }: TestResult): string {
  const [error] = errors ?? [];
  const place = error?.stacks?.find(({ file }) => file.endsWith('.test.ts'));
  return `${error?.message.split('\n')[0] ?? 'no error was kept'}${place ? ` (line ${place.line})` : ''}`;
}
