// Whoever reads a sentence on the wall finds it, in the language of that wall, in docs/troubleshooting.md.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { en } from '../../client/text/messages.en.ts';
import { fa } from '../../client/text/messages.fa.ts';

const page = readFileSync(new URL('../../docs/troubleshooting.md', import.meta.url), 'utf8');
/** What passes by itself within seconds. */
const passing = ['connecting', 'stopped'];

it.each([
  ['Persian', fa.codes],
  ['English', en.codes],
] as const)('every reason why a telephone system is not heard stands there in %s', (_, codes) => {
  const missing = Object.entries(codes).filter(
    ([code, says]) => !passing.includes(code) && !page.includes(`| ${says} `),
  );
  expect(missing).toEqual([]);
});

it('every Persian sentence there is one of the wall, and so is the English one beside it', () => {
  const rows = page.split('\n## ', 1)[0]?.match(/^\| .*[\u0600-\u06ff].*$/gm) ?? [];
  expect(rows.length).toBeGreaterThan(25);
  const words = (messages: object): string =>
    Object.values(messages)
      .map((one: unknown) =>
        typeof one === 'string' ? one : typeof one === 'function' ? String(one) : words(one ?? {}),
      )
      .join('\n');
  const [persian, english] = [words(fa), words(en)];
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()));
  expect(cells.filter(([, inPersian = '']) => !persian.includes(inPersian))).toEqual([]);
  expect(cells.filter(([, , inEnglish = '']) => !english.includes(inEnglish))).toEqual([]);
});
