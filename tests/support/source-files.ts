// The files of the repository as text, with what each imports, for tests that hold the borders between its parts.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = new URL('../..', import.meta.url).pathname;

export type Source = { file: string; text: string; code: string; imports: Import[] };
/** `lazy`: loaded when it is asked for, as a page of the screen is. */
export type Import = { from: string; typeOnly: boolean; lazy?: boolean };

/** Comments away, strings kept: a rule named in a comment breaks nothing. */
const withoutComments = (text: string): string =>
  text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[^]*?\*\/|<!--[^]*?-->|\/\/[^\n]*/g,
    '$1',
  );

function importsOf(file: string, code: string): Import[] {
  const found: Import[] = [];
  for (const [, what, from] of code.matchAll(/\b(?:import|export)\s+([^'"();]*?)\s*from\s*['"]([^'"]+)['"]/g))
    found.push({ from: from!, typeOnly: /^type\b/.test(what!) || /^\{(\s*type\s+[^,}]+,?)+\s*\}$/.test(what!) });
  for (const [all, from] of code.matchAll(/(?<!\/)\bimport\s*\(?\s*['"]([^'"]+)['"]/g))
    found.push({ from: from!, typeOnly: false, lazy: all.includes('(') });
  // Files that a worker or a child starts are named by URL.
  for (const [, from] of code.matchAll(/new URL\(\s*['"](\.[^'"]+\.ts)['"]/g))
    found.push({ from: from!, typeOnly: false });
  return found.map(({ from, ...rest }) => ({
    from: from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : from,
    ...rest,
  }));
}

function read(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const code = withoutComments(text);
  return { file, text, code, imports: importsOf(file, code) };
}

export const within = (folder: string): Source[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte|css)$/.test(name))
    .map((name) => read(`${folder}/${name}`));

export const shared = within('shared');
export const server = within('server');
export const client = within('client');
export const product = [...shared, ...server, ...client];
