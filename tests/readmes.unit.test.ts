// What the READMEs of the two halves tell a newcomer about their folders.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('..', import.meta.url).pathname;

it.each(['server', 'client'])('README.md of %s names every folder, and none that is gone', (half) => {
  const folders = readdirSync(`${root}${half}`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const [head = ''] = readFileSync(`${root}${half}/README.md`, 'utf8').split('\n## ');
  const cells = head.split('\n').flatMap((line) => (line.startsWith('|') ? [line.split('|')[1] ?? ''] : []));
  const named = [...cells.join().matchAll(/`([a-z-]+)\/`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(folders.map(({ name }) => name).sort());
});
