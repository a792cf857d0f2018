// The units that `npm run install-service` writes, the folders that it refuses, and the data that it moves.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { moveData, units, unitOf, whyNoService } from '../../server/commands/install-service.ts';

const template = (name: string): string => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');
const at = (folder: string, more: { groups?: string; settings?: string } = {}) => ({
  folder,
  groups: more.groups ?? 'root:x:0:\n',
  settings: more.settings,
});

it.each(units)('%s has the folder of the program everywhere', (name) => {
  const unit = unitOf(template(name), at('/srv/wallboard'));
  expect(unit).not.toContain('FOLDER');
  if (name !== 'wallboard-backup.timer') expect(unit).toMatch(/^ExecStart=\/srv\/wallboard\/server\/node server\//m);
});

it('what runs as a service cannot read the history of the clone that it runs from', () => {
  for (const name of units.filter((one) => one.endsWith('.service')))
    expect(unitOf(template(name), at('/srv/wallboard'))).toMatch(/^InaccessiblePaths=-\/srv\/wallboard\/\.git$/m);
});

it('the service reads queue_log where there is an Asterisk, and asks for no group that is not there', () => {
  const unit = (groups: string): string => unitOf(template('wallboard.service'), at('/srv/wallboard', { groups }));
  expect(unit('root:x:0:\nasterisk:x:105:\n')).toMatch(/^SupplementaryGroups=asterisk$/m);
  expect(unit('root:x:0:\nnotasterisk:x:105:\n')).not.toContain('SupplementaryGroups');
});

it('a folder that the service could not see, or whose path systemd would read otherwise, is refused', () => {
  for (const folder of ['/home/ali/wallboard', '/root/wallboard', '/tmp/w', '/srv/my wall', '/srv/100%'])
    expect(whyNoService(at(folder)), folder).toContain('/srv/wallboard');
  expect(whyNoService(at('/srv/wallboard'))).toBeUndefined();
  expect(whyNoService(at('/opt/homely/wallboard'))).toBeUndefined();
});

it('a DATA_DIR in .env, which the service may not write, is refused before anything is installed', () => {
  expect(whyNoService(at('/srv/wallboard', { settings: 'PORT=80\nDATA_DIR=./data\n' }))).toContain('take DATA_DIR out');
  expect(whyNoService(at('/srv/wallboard', { settings: '# DATA_DIR=./data\n' }))).toBeUndefined();
});

it('data moves as a whole, also after a try that left a part', ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-service-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const state = join(folder, 'state');
  expect(moveData(folder, state)).toBeUndefined();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data/log.sqlite'), 'whole');
  mkdirSync(`${state}.part`);
  writeFileSync(join(`${state}.part`, 'vault.sqlite'), 'torn');
  expect(moveData(folder, state)).toBe(join(folder, 'data-before-the-service'));
  expect(readFileSync(join(state, 'log.sqlite'), 'utf8')).toBe('whole');
  expect(existsSync(join(state, 'vault.sqlite'))).toBe(false);
  expect(existsSync(`${state}.part`)).toBe(false);
  expect(moveData(folder, state)).toBeUndefined();
});
