// The list of packages that the program is made of.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sbomOf } from '../../server/commands/sbom.ts';

type Lock = Parameters<typeof sbomOf>[0];
type Part = {
  name: string;
  version: string;
  purl: string;
  scope: string;
  hashes?: { content: string }[];
  licenses?: object[];
};
const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Lock;
const partsOf = (withDev: boolean): Part[] => (sbomOf(lock, { withDev }) as { components: Part[] }).components;

it('names every package that is installed to run, the runtime among them, each with its hash', () => {
  const parts = partsOf(false);
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
    optionalDependencies: Record<string, string>;
  };
  const names = parts.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })),
  );
  expect(names).not.toContain('vitest');
  expect(partsOf(true).map(({ name }) => name)).toContain('vitest');
  for (const { name, purl, hashes } of parts) {
    expect(purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d/);
    expect(hashes?.[0]?.content, name).toMatch(/^[0-9a-f]{128}$/);
  }
  expect(new Set(parts.map(({ purl }) => purl)).size).toBe(parts.length);
});
