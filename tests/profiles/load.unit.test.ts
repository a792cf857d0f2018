import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProfile, profileHash } from '../../server/profiles/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'profile-'));
afterAll(() => rmSync(folder, { recursive: true }));
const county = (col: number, more = {}) => ({ name: { fa: 'ساری', en: 'Sari' }, tile: [col, 0], ...more });
const small = { id: 'somewhere', name: { fa: 'جایی', en: 'Somewhere' }, counties: { sari: county(0) } };
const written = (profile: unknown) => {
  const file = join(folder, 'province.json');
  writeFileSync(file, typeof profile === 'string' ? profile : JSON.stringify(profile));
  return file;
};
const refusal = (profile: unknown) => {
  try {
    loadProfile(written(profile));
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the profile was taken');
};

describe.each(['mazandaran', 'demo'])('the built-in profile %s', (name) => {
  const profile = loadProfile(name);
  it('has the 22 counties of Mazandaran, each on a tile of its own, west to east', () => {
    expect(Object.keys(profile.counties)).toHaveLength(22);
    expect(new Set(Object.values(profile.counties).map((c) => c.tile.join())).size).toBe(22);
    expect(profile.counties['ramsar']?.tile).toEqual([0, 0]);
    expect(profile.counties['galugah']?.tile).toEqual([12, 0]);
    expect(profile.counties['north-savadkuh']?.name.fa).toBe('سوادکوه شمالی');
  });
  it('claims no landline prefix, because no public source gives one to a single county', () => {
    expect(Object.values(profile.counties).flatMap((c) => c.prefixes)).toEqual([]);
  });
  it('knows what a Persian dialplan may say for a topic', () => {
    expect(profile.topics['municipality']?.match).toEqual(['شهرداری']);
    expect(Object.keys(profile.kinds)).toEqual([
      'request',
      'complaint',
      'suggestion',
      'criticism',
      'report',
      'appreciation',
    ]);
  });
});

it('the profile of a newcomer names no desk or queue, but the agencies that cases are referred to', () => {
  const { desks, queues, agencies, line, timezone } = loadProfile('mazandaran');
  expect({ desks, queues }).toEqual({ desks: {}, queues: {} });
  expect(agencies['water-wastewater']).toEqual({ fa: 'آب و فاضلاب', en: 'Water and wastewater' });
  expect([line, timezone]).toEqual(['111', 'Asia/Tehran']);
});

it('reads a file by its path and fills in what it leaves out', () => {
  expect(loadProfile(written(small))).toMatchObject({ id: 'somewhere', target: 20, display: { topics: false } });
});

it('takes names of queues and desks in both languages, and a plain text for both', () => {
  const both = { fa: 'صف ساری', en: 'Sari queue' };
  const { queues, desks } = loadProfile(
    written({ ...small, queues: { sari: { name: both } }, desks: { d1: { name: 'میز یک' } } }),
  );
  expect(queues['sari']?.name).toEqual(both);
  expect(desks['d1']?.name).toEqual({ fa: 'میز یک', en: 'میز یک' });
  expect(refusal({ ...small, desks: { d1: { name: { fa: 'میز یک' } } } })).toContain('desks.d1.name.en:');
  expect(refusal({ ...small, desks: { d1: { name: 'م'.repeat(200) } } })).toContain('desks.d1.name.fa:');
});

describe('a profile that cannot be used says which field, and what was expected there', () => {
  it.each<[string, unknown, string]>([
    ['not JSON', '{', 'expected JSON'],
    ['not an object', [], 'the file: Invalid input: expected object'],
    ['a field that is missing', { ...small, name: { fa: 'جایی' } }, 'name.en: Invalid input: expected string'],
    ['a field that is misspelt', { ...small, colour: 1 }, '"colour"'],
    ['a tile off the map', { ...small, counties: { sari: county(20) } }, 'counties.sari.tile.0: Too big'],
    ['two counties on a tile', { ...small, counties: { sari: county(0), neka: county(0) } }, 'counties.neka.tile'],
    ['a county called unknown', { ...small, counties: { unknown: county(0) } }, 'counties.unknown'],
    [
      'a prefix of two counties',
      { ...small, counties: { sari: county(0, { prefixes: ['01133'] }), neka: county(1, { prefixes: ['011334'] }) } },
      'counties.neka.prefixes: 011334 also belongs to sari',
    ],
    ['a queue of no county', { ...small, queues: { q: { name: 'q', county: 'nowhere' } } }, 'queues.q.county'],
    ['callers from nowhere', { ...small, queues: { q: { name: 'q', callersFromHere: true } } }, 'callersFromHere'],
    [
      'a word of two desks',
      { ...small, desks: { a: { name: 'a', match: ['1201'] }, b: { name: 'b', match: ['1201'] } } },
      'desks.b.match',
    ],
    [
      'limits in the wrong order',
      { ...small, thresholds: { waiting: { watch: 9, act: 3 }, longestWait: { watch: 1, act: 2 } } },
      'thresholds.waiting.act',
    ],
    ['a time zone that is none', { ...small, timezone: 'Asia/Sari' }, 'timezone: expected'],
  ])('%s', (_, profile, said) => {
    expect(refusal(profile)).toContain(said);
  });
  it('an unknown name lists the built-in ones', () => {
    expect(() => loadProfile('atlantis')).toThrow(
      /expected one of alborz, .*demo, .*zanjan, or the path of a JSON file/,
    );
  });
});

describe('the hash of a profile', () => {
  it('is short, and does not depend on the order of keys', () => {
    const { id, ...rest } = loadProfile('mazandaran');
    expect(profileHash({ ...rest, id })).toBe(profileHash(loadProfile('mazandaran')));
    expect(profileHash(loadProfile('mazandaran'))).toMatch(/^[a-z0-9]{1,64}$/);
  });
  it('differs when anything differs', () => {
    const profile = loadProfile('mazandaran');
    expect(profileHash({ ...profile, target: 21 })).not.toBe(profileHash(profile));
    expect(profileHash(loadProfile('demo'))).not.toBe(profileHash(profile));
  });
});
