// A unit test (`*.unit.test.ts`) and all that it loads reach nothing outside its thread: no network, no other process, no browser.
import { describe, expect, it } from 'vitest';
import { client, server, shared, within, type Source } from './support/source-files.ts';

const outside =
  /^(?:node:(?:net|tls|dgram|dns|https?|http2|child_process|cluster|worker_threads)(?:\/.*)?|playwright-core|redis|socket\.io(?:-client)?|express|helmet|vite)$/;
/** The screens ask through a `fetch` that their tests put there. */
const isAsking = ({ file, code }: Source): boolean =>
  !file.startsWith('client/') && /\bfetch\(|\bnew (?:WebSocket|EventSource)\b/.test(code);

type Files = ReadonlyMap<string, Source>;

/** The ways from a file to something outside: the files on the way, and at the end what is reached. */
function waysOut(first: string, files: Files): string[][] {
  const cameFrom = new Map<string, string | undefined>([[first, undefined]]);
  const found: string[][] = [];
  const wayTo = (file: string): string[] => {
    const before = cameFrom.get(file);
    return before === undefined ? [file] : [...wayTo(before), file];
  };
  for (const file of cameFrom.keys()) {
    const source = files.get(file);
    if (!source) continue;
    if (isAsking(source)) found.push([...wayTo(file), 'fetch']);
    for (const { from, typeOnly } of source.imports) {
      if (typeOnly) continue;
      if (outside.test(from)) found.push([...wayTo(file), from]);
      else if (!cameFrom.has(from)) cameFrom.set(from, file);
    }
  }
  return found;
}

const byFile = (sources: readonly Source[]): Files => new Map(sources.map((source) => [source.file, source]));
const tests = within('tests');
const files = byFile([...client, ...server, ...shared, ...tests]);
const units = tests.filter(({ file }) => file.endsWith('.unit.test.ts'));

describe('a unit test', () => {
  it('reaches no network, no other process and no browser, through whatever it imports', () => {
    expect(units.length).toBeGreaterThan(90);
    const found = units.flatMap(({ file }) => waysOut(file, files).map((way) => way.join(' → ')));
    // Mend it, or name the test `*.test.ts`: then it is an integration test.
    expect(found).toEqual([]);
  });

  it('is seen to reach out where it does so through other files', () => {
    const source = (file: string, code: string, ...imports: string[]): Source => ({
      file,
      code,
      text: code,
      imports: imports.map((from) => ({ from, typeOnly: false })),
    });
    const few = byFile([
      source('a.ts', '', 'b.ts', 'node:fs'),
      source('b.ts', '', 'c.ts', 'node:net'),
      source('c.ts', ['await fetch', "('/')"].join('')), // in one piece it would be found in this file
    ]);
    expect(waysOut('a.ts', few)).toEqual([
      ['a.ts', 'b.ts', 'node:net'],
      ['a.ts', 'b.ts', 'c.ts', 'fetch'],
    ]);
  });

  it('is not every test: one with a server or a browser is an integration test', () => {
    const reaching = tests.filter(({ file }) => file.endsWith('.test.ts') && waysOut(file, files).length > 0);
    expect(reaching.length).toBeGreaterThan(90);
  });
});
