// Values by the grammar that a schema is: mostly as it wants them, so that they reach what lies behind the check, and sometimes not.
import fc from 'fast-check';
import type { z } from 'zod';
import { oddText, strangeValue, type Chance } from './chance.ts';

/** What is there in the server that is fuzzed, by the name of its field: without it nothing would be found. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

/** The part of zod's own description that is walked. */
type Def = {
  type: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  options?: readonly z.ZodType[];
  items?: readonly z.ZodType[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  values?: readonly unknown[];
  entries?: Record<string, unknown>;
  getter?: () => z.ZodType;
  format?: string;
  pattern?: RegExp;
  checks?: readonly {
    _zod: { def: { check: string; pattern?: RegExp; minimum?: number; maximum?: number; value?: number } };
  }[];
};
const defOf = (schema: z.ZodType): Def => schema.def;

const DEEPEST = 6;
const matching = new Map<string, readonly string[]>();
/** Some texts that fit a pattern, the same in every run. */
function fitting(pattern: RegExp): readonly string[] {
  const key = String(pattern);
  const known = matching.get(key);
  if (known) return known;
  let made: readonly string[];
  try {
    made = fc.sample(fc.stringMatching(pattern), { numRuns: 40, seed: 1 });
  } catch {
    made = []; // a pattern that looks around itself
  }
  matching.set(key, made);
  return made;
}

const texts: readonly string[] = [
  'sari',
  'bank-loan',
  'ساری',
  'میز ۱',
  'e-1',
  '1405-09-02',
  '1405-08',
  'Desk 1',
  'SM-1405-000123',
];

/** `field`: the name under which it stands. */
export function valueOf(schema: z.ZodType, chance: Chance, known: Known = {}, field = '', depth = 0): unknown {
  const def = defOf(schema);
  if (chance.yes(0.015)) return strangeValue(chance);
  const inner = (of: z.ZodType | undefined, name = field): unknown =>
    of === undefined || depth > DEEPEST ? null : valueOf(of, chance, known, name, depth + 1);
  const given = known[field];
  if (given && ['string', 'number', 'pipe', 'union'].includes(def.type) && chance.yes(0.75)) return chance.pick(given);
  switch (def.type) {
    case 'string':
      return textOf(def, chance);
    case 'number':
    case 'int':
      return numberOf(def, chance);
    case 'boolean':
      return chance.yes(0.5);
    case 'literal':
      return chance.pick(def.values ?? [null]);
    case 'enum':
      return chance.pick(Object.values(def.entries ?? {}));
    case 'null':
      return null;
    case 'undefined':
    case 'void':
      return undefined;
    case 'object':
      return objectOf(def, (of, name) => inner(of, name), chance);
    case 'array':
      return Array.from({ length: chance.pick([0, 1, 1, 2, 3, 30]) }, () => inner(def.element));
    case 'tuple':
      return (def.items ?? []).map((item) => inner(item));
    case 'record':
      return Object.fromEntries(
        Array.from({ length: chance.below(4) }, () => [keyOf(inner(def.keyType, 'id')), inner(def.valueType)]),
      );
    case 'union':
      return inner(chance.pick(def.options ?? []));
    case 'optional':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return inner(def.innerType);
    case 'nullable':
      return chance.yes(0.2) ? null : inner(def.innerType);
    case 'pipe':
      return inner(def.in);
    case 'lazy':
      return inner(def.getter?.());
    default:
      return strangeValue(chance);
  }
}

const keyOf = (made: unknown): string => (typeof made === 'string' ? made : 'x');

function objectOf({ shape = {} }: Def, inner: (of: z.ZodType, name: string) => unknown, chance: Chance): object {
  const made: Record<string, unknown> = {};
  for (const [name, of] of Object.entries(shape)) {
    const isOptional = ['optional', 'default', 'prefault'].includes(defOf(of).type);
    if (chance.yes(isOptional ? 0.5 : 0.97)) made[name] = inner(of, name);
  }
  return made;
}

function textOf(def: Def, chance: Chance): string {
  if (chance.yes(0.12)) return oddText(chance);
  const pattern = def.pattern ?? def.checks?.find(({ _zod }) => _zod.def.pattern)?._zod.def.pattern;
  const made = pattern ? fitting(pattern) : [];
  return chance.pick(made.length > 0 ? made : texts);
}

function numberOf({ checks = [] }: Def, chance: Chance): number {
  if (chance.yes(0.12)) return chance.pick([-1, 0, 0.5, 1e15, 2 ** 53, 9_111_234_567, -1e9]);
  const bound = (kind: string): number | undefined =>
    checks.find(({ _zod }) => _zod.def.check === kind)?._zod.def.value;
  const least = bound('greater_than') ?? 0;
  const most = bound('less_than') ?? least + 100;
  return chance.pick([least, most, least + chance.below(Math.max(1, Math.min(most - least, 1e9)))]);
}
