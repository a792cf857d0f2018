import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { looseModes } from '../../server/sqlite/loose-modes.ts';
import { ensurePrivateFile, ensurePrivateFolder } from '../../server/sqlite/private-file.ts';

function place(): { data: string; env: string } {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-modes-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return { data: join(dir, 'deep', 'data'), env: join(dir, '.env') };
}

it('names which of folder, files and .env others can read, and what closes them', () => {
  const { data, env } = place();
  ensurePrivateFile(join(data, 'vault.sqlite'));
  expect(looseModes(data, env)).toEqual([]);
  chmodSync(data, 0o755);
  chmodSync(join(data, 'vault.sqlite'), 0o644);
  writeFileSync(env, 'TELEPHONY=…', { mode: 0o640 });
  expect(looseModes(data, env)).toEqual([
    { path: data, mode: '0755', mend: `chmod 700 ${data}` },
    { path: join(data, 'vault.sqlite'), mode: '0644', mend: `chmod 600 ${join(data, 'vault.sqlite')}` },
    { path: env, mode: '0640', mend: `chmod 600 ${env}` },
  ]);
  const secret = join(data, 'telephony');
  writeFileSync(secret, 'ami://…', { mode: 0o644 });
  expect(looseModes(data, env, [secret]).at(-1)).toEqual({ path: secret, mode: '0644', mend: `chmod 600 ${secret}` });
  chmodSync(data, 0o700);
  chmodSync(env, 0o600);
  chmodSync(secret, 0o600);
  expect(looseModes(data, env, [secret])).toEqual([]);
  expect(looseModes(data, env)).toEqual([]);
});

it('a folder that cannot be made is an error, and no wait without end', () => {
  for (const path of ['/proc/x', '/proc/x/y', '/dev/null/x'])
    expect(() => ensurePrivateFolder(path)).toThrow(/ENOENT|ENOTDIR/);
  const { data } = place();
  mkdirSync(join(data, '..'), { recursive: true });
  ensurePrivateFolder(data);
  ensurePrivateFolder(data);
});
