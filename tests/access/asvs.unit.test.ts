// The page that goes through OWASP ASVS names files and tests that are there.
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const page = readFileSync(`${root}server/access/README.md`, 'utf8');

it('every file and test that a requirement is met by exists', () => {
  const named = [...page.matchAll(/`([\w./-]+(?:\.(?:ts|svelte|md)|\/))`/g)].map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(200);
  const missing = named.filter((path) => !['', 'server/', 'tests/'].some((folder) => existsSync(root + folder + path)));
  expect(missing).toEqual([]);
});

it('every function that a line names beside its file is there', () => {
  const named = [
    ...page.matchAll(/`(?<name>[\w.]+)` in `(?<file>[\w./-]+)`/g),
    ...page.matchAll(/`(?<file>[\w./-]+)`[\s,]+\(`(?<name>\w+)`\)/g),
  ].map(({ groups }) => [groups?.['file'] ?? '', groups?.['name'] ?? ''] as const);
  expect(named.length).toBeGreaterThan(4);
  const sourceOf = (file: string): string =>
    readFileSync(root + (['', 'server/'].find((folder) => existsSync(root + folder + file)) ?? '') + file, 'utf8');
  expect(named.filter(([file, name]) => !sourceOf(file).includes(name))).toEqual([]);
});

it('what is met in part and what is not met is named at the top, and nothing else', () => {
  const items = page
    .replaceAll(/\n {2}/g, ' ')
    .split('\n- ')
    .slice(1);
  const numbersIn = (text = ''): string[] => (text.match(/\b\d+\.\d+\.\d+\b/g) ?? []).sort();
  const found = (standing: RegExp): string[] =>
    numbersIn(items.flatMap((item) => (standing.test(item) ? (item.split(':', 1)[0] ?? '') : [])).join(' '));
  const partly = found(/^[^:]+: partly\b/);
  expect(partly.length).toBeGreaterThan(10);
  expect(partly).toEqual(numbersIn(/Met in part,[^:]*:([\d., \n]+)/.exec(page)?.[1]));
  expect(found(/^[^:]+: not met\b/)).toEqual(numbersIn(/Not met: ([\d., \n]+)/.exec(page)?.[1]));
});

it('every chapter is gone through', () => {
  const chapters = new Set([...page.matchAll(/\b(\d+)\.\d+\.\d+\b/g)].map(([, chapter]) => Number(chapter)));
  for (let chapter = 1; chapter <= 17; chapter++) expect([...chapters]).toContain(chapter);
});
