// The lines of manager.conf that the page of telephone systems shows are those of the guide.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { managerLines } from '../../client/admin/manager-lines.ts';

it('gives the user of the form the rights that the guide gives, and turns the interface on', () => {
  const guide = readFileSync(new URL('../../docs/asterisk.md', import.meta.url), 'utf8').replaceAll(' = ', '=');
  const [general, user] = managerLines(' board ').split('\n\n');
  expect(general).toBe('[general]\nenabled=yes\ntimestampevents=yes');
  const [section, , ...rights] = user?.split('\n') ?? [];
  expect(section).toBe('[board]');
  for (const line of ['enabled=yes', 'timestampevents=yes', ...rights]) expect(guide).toContain(`    ${line}\n`);
});

it('names a user where the form has none yet', () => {
  expect(managerLines(' ')).toContain('[wallboard]');
});
