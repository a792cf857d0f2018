// What the citizens of the demo call and write about: county, topic, kind and the agency whose business it is.
import type { Chance } from '../../chance.ts';

export type Tags = { county?: string; topic?: string; kind?: string; agency?: string };

/** Roughly by the people who live there. */
export const counties = {
  sari: 50,
  babol: 52,
  amol: 40,
  qaemshahr: 32,
  behshahr: 17,
  tonekabon: 16,
  babolsar: 13,
  nowshahr: 13,
  nur: 12,
  chalus: 12,
  neka: 12,
  mahmudabad: 10,
  juybar: 8,
  ramsar: 8,
  savadkuh: 6,
  fereydunkenar: 6,
  miandorud: 5,
  abbasabad: 5,
  'north-savadkuh': 3,
  galugah: 4,
  kelardasht: 3,
  simorgh: 2,
};

export const kinds = { request: 52, complaint: 24, report: 11, criticism: 6, suggestion: 4, appreciation: 3 };

/** By agency. */
const topics: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  governorate: {
    'bank-loan': 30,
    municipality: 18,
    agriculture: 14,
    land: 12,
    electricity: 9,
    gas: 8,
    education: 7,
    welfare: 6,
  },
  roads: { roads: 55, housing: 35, land: 10 },
  water: { water: 88, agriculture: 12 },
  labour: { employment: 60, welfare: 28, 'bank-loan': 12 },
  health: { health: 90, welfare: 10 },
};
const agencies = { governorate: 40, roads: 21, water: 18, labour: 13, health: 8 };

/** Some citizens do not say where they are, and some clerks are in a hurry: what is not known stays so. */
const SILENT = 0.04;
const UNTAGGED = 0.06;

export const countyBy = (chance: Chance, home?: string): string | undefined =>
  chance.is(SILENT) ? undefined : home !== undefined && chance.is(0.7) ? home : chance.pick(counties);

export function tagsBy(chance: Chance, agency: string = chance.pick(agencies)): Omit<Tags, 'county'> {
  if (chance.is(UNTAGGED)) return {};
  return { topic: chance.pick(topics[agency] ?? { welfare: 1 }), kind: chance.pick(kinds), agency };
}
