// All provinces of Iran as profiles, with their counties from the outlines.
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../../server/profiles/load.ts';
import { provinceNames, readProvince } from '../../server/profiles/provinces.ts';
import { tilesOf } from '../../server/profiles/tiles.ts';

const provinces = provinceNames();

it('are thirty-one, named in both languages, with 478 counties', () => {
  expect(provinces).toHaveLength(31);
  expect(provinces.find(({ id }) => id === 'gilan')?.name).toEqual({ fa: 'گیلان', en: 'Gilan' });
  expect(provinces.flatMap(({ id }) => Object.keys(readProvince(id).counties))).toHaveLength(478);
});

describe.each(provinces.map(({ id }) => id))('PROFILE=%s', (id) => {
  const profile = loadProfile(id);
  it('has its counties by name on tiles of their own, and claims no prefix that no source gives', () => {
    expect(profile.id).toBe(id);
    const counties = Object.values(profile.counties);
    expect(counties.length).toBeGreaterThan(2);
    expect(new Set(counties.map(({ tile }) => tile.join())).size).toBe(counties.length);
    expect(counties.every(({ name }) => name.fa !== '' && name.en !== '')).toBe(true);
    expect(counties.flatMap(({ prefixes }) => prefixes)).toEqual([]);
  });
  it('begins with the topics, kinds and agencies of any province', () => {
    expect(Object.keys(profile.kinds)).toContain('complaint');
    expect(profile.topics['water']?.fa).toBe('آب');
    expect(profile.agencies['governorate']?.fa).toBe('استانداری');
    expect(profile.office === undefined || id === 'mazandaran').toBe(true);
  });
});

describe('tiles', () => {
  it('keep what lies north above and what lies east to the right', () => {
    const { counties } = readProvince('gilan');
    const tile = (id: string) => counties[id]?.tile ?? [NaN, NaN];
    expect(tile('astara')[1]).toBeLessThan(tile('rudbar')[1]);
    expect(tile('astara')[0]).toBeLessThan(tile('rudsar')[0]);
  });
  it('are the same whatever the order of the counties, and one county has one', () => {
    const places = ['a', 'b', 'c', 'd', 'e'].map((id, n) => ({ id, x: n % 2, y: n }));
    expect([...tilesOf(places.toReversed())].sort()).toEqual([...tilesOf(places)].sort());
    expect([...tilesOf([{ id: 'a', x: 3, y: 4 }])]).toEqual([['a', [0, 0]]]);
  });
});
