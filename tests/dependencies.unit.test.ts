// Every package that is installed has a line in server/README.md: what it is for, and why this one.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Manifest = Record<'dependencies' | 'optionalDependencies' | 'devDependencies', Record<string, string>>;
const read = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

it('every package of package.json is named in server/README.md, and no other', () => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json')) as Manifest;
  const [, section = ''] = read('server/README.md').split('## Dependencies, and why');
  const cells = [...section.matchAll(/^\| ([^|]+?)\s*\|/gm)].map(([, cell = '']) => cell);
  const named = cells
    .filter((cell) => cell !== 'package' && !cell.startsWith('---'))
    .flatMap((cell) => cell.split(', '));
  expect(named.toSorted()).toEqual(
    Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies }).toSorted(),
  );
});
