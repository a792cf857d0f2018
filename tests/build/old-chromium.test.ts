// The screens run in Chromium 87: what is shipped holds nothing younger, in syntax, in names or in style.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { skeletonFirst } from '../../server/build/early-skeleton.ts';
import { withoutWhere } from '../../server/build/plain-selectors.ts';
import { newerThanTarget } from './newer-than-target.ts';
import { newStyles } from './browser-support-data.ts';

const assets = new URL('../../dist/assets/', import.meta.url);
const files = (ending: string): { name: string; text: string }[] =>
  readdirSync(assets)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, text: readFileSync(new URL(name, assets), 'utf8') }));
const youngStylesIn = (css: string): string[] =>
  newStyles.filter(([, , pattern]) => pattern.test(css)).map(([name, since]) => `${name} (${since})`);

describe('the scripts of the build', () => {
  it.each(files('.js').map(({ name, text }) => [name, text] as const))('%s', (_name, text) => {
    expect(newerThanTarget(parseAst(text))).toEqual([]);
  });
  it('are there', () => expect(files('.js').length).toBeGreaterThan(5));
});

/** What stands in index.html between two tags. */
const page = readFileSync(new URL('../index.html', assets), 'utf8');
const inline = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';

describe('the page of the build', () => {
  it('draws its empty cards by itself: no style sheet stands before them, and those behind are asked for before the scripts', () => {
    expect(inline).toContain('.skeleton');
    const first = (part: string): number => {
      const at = page.indexOf(part);
      expect(at, part).toBeGreaterThan(0);
      return at;
    };
    expect(first('rel="preload" as="style"')).toBeLessThan(first('<script'));
    expect(first('class="skeleton"')).toBeLessThan(first('rel="stylesheet"'));
    expect(first('rel="stylesheet"')).toBeLessThan(first('id="app"'));
  });
  it('names no file that is not there', () => {
    const named = [...page.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(new URL(`..${path}`, assets)))).toEqual([]);
  });
  it('is styled by nothing younger', () => expect(youngStylesIn(inline)).toEqual([]));
  it('is not built from one that has no place for them', () => {
    expect(() => skeletonFirst('<head></head>')).toThrow('expected a script');
  });
});

describe('the style sheets of the build', () => {
  it.each(files('.css').map(({ name, text }) => [name, text] as const))('%s', (_name, text) => {
    expect(youngStylesIn(text)).toEqual([]);
  });
  it('are there', () => expect(files('.css').length).toBeGreaterThan(2));
});

describe('this look at the build', () => {
  it.each([
    ['class A { static { f() } }', 'static block (94)'],
    ['export {}; await f();', 'await outside of functions (89)'],
    ['class A { #x; t(o) { return #x in o } }', '#private in (91)'],
    ['f(/a/d)', 'regular expression flag d (90)'],
    ['list.at(-1)', '.at(number) (92)'],
    ['list.findLast(f)', '.findLast (97)'],
    ['Object.hasOwn(a, b)', '.hasOwn (93)'],
    ['structuredClone(a)', 'structuredClone (98)'],
    ['AbortSignal.timeout(5)', 'AbortSignal.timeout (103)'],
    ['new Intl.DurationFormat()', 'Intl.DurationFormat (129)'],
    ['crypto.randomUUID()', '.randomUUID (92)'],
    ["node.addEventListener('a', f, { signal })", 'addEventListener with a signal (88)'],
  ])('finds what is younger: %s', (code, found) => expect(newerThanTarget(parseAst(code))).toEqual([found]));

  it.each([
    'a?.b ?? c; a ||= b; 1_000; class A { #x = 1; static y = 2; #m() {} }',
    'words.at(clock)',
    "'x'.replaceAll('a', 'b'); Promise.any([])",
    "typeof structuredClone === 'function' ? 1 : 2",
    'async function f() { await 1; for await (const x of y) {} }',
  ])('lets be what is old enough: %s', (code) => expect(newerThanTarget(parseAst(code))).toEqual([]));

  it('finds young styles', () => {
    expect(youngStylesIn('a:where(.b){aspect-ratio:1}')).toEqual([':where() (88)', 'aspect-ratio (88)']);
    expect(youngStylesIn('@media (max-aspect-ratio:1/1){a{inset:0;height:100vh}}')).toEqual([]);
  });

  it('makes scoped selectors plain without changing what they match', () => {
    expect(withoutWhere('.a.svelte-1x .b:where(.svelte-1x)>i:where(.svelte-1x){}')).toBe(
      '.a.svelte-1x .b.svelte-1x>i.svelte-1x{}',
    );
  });
});
