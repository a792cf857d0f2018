// JSON Merge Patch as RFC 7396 has it, and the law of B4.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch, canonical, diff } from '../../shared/patch.ts';
import { randomRuns } from '../support/random-runs.ts';

const runs = { seed: Number(process.env['SEED'] ?? Date.now() % 1e9), numRuns: randomRuns(500) };

describe('applyPatch', () => {
  // RFC 7396, appendix A, line by line; the document holds no null (B4), the function takes what the RFC takes.
  it.each<[target: string, patch: string, result: string]>([
    ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
    ['{"a":"b"}', '{"a":null}', '{}'],
    ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
    ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
    ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
    ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
    ['["a","b"]', '["c","d"]', '["c","d"]'],
    ['{"a":"b"}', '["c"]', '["c"]'],
    ['{"a":"foo"}', 'null', 'null'],
    ['{"a":"foo"}', '"bar"', '"bar"'],
    ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
    ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
    ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
  ])('turns %s by %s into %s', (target, patch, result) => {
    expect(applyPatch(JSON.parse(target), JSON.parse(patch))).toEqual(JSON.parse(result));
  });

  it('changes neither its target nor what the patch does not touch', () => {
    const target = { a: { b: 1 }, c: { d: 2 } };
    const before = structuredClone(target);
    const result = applyPatch(target, { a: { b: 3, e: { f: null, g: 4 } } });
    expect(target).toEqual(before);
    expect(result).toEqual({ a: { b: 3, e: { g: 4 } }, c: { d: 2 } });
    expect(result.c).toBe(target.c);
  });

  it('treats keys that objects have by birth as data', () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    applyPatch({}, hostile);
    applyPatch(JSON.parse('{"__proto__":{"a":1}}'), hostile);
    applyPatch({ a: {} }, JSON.parse('{"a":{"__proto__":{"polluted":1}}}'));
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Object.hasOwn(Object, 'polluted')).toBe(false);
  });
});

const leaf = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const key = fc.oneof(
  fc.constantFrom('a', 'b', 'c', 'd', 'toString', 'valueOf'),
  fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,5}$/),
);
const documents = fc.letrec<{ node: unknown; object: Record<string, unknown> }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, tie('object')),
  object: fc.dictionary(key, tie('node'), { maxKeys: 5 }),
})).object;

describe(`diff (seed ${runs.seed})`, () => {
  it('B4: the patch of two documents turns the first into the second', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        const patch = diff(before, after);
        if (patch === undefined) expect(canonical(before)).toBe(canonical(after));
        else expect(canonical(applyPatch(before, JSON.parse(JSON.stringify(patch))))).toBe(canonical(after));
      }),
      runs,
    );
  });

  it('leaves out what is equal', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(diff(document, structuredClone(document))).toBeUndefined();
      }),
      runs,
    );
  });

  it('B4: the patches of a walk over documents give its last one', () => {
    fc.assert(
      fc.property(fc.array(documents, { minLength: 2, maxLength: 6 }), (walk) => {
        let held: unknown = walk[0];
        for (let i = 1; i < walk.length; i++) {
          const patch = diff(walk[i - 1], walk[i]);
          if (patch) held = applyPatch(held, patch);
        }
        expect(canonical(held)).toBe(canonical(walk.at(-1)));
      }),
      runs,
    );
  });

  it('names only what changed, and deletes by null', () => {
    expect(diff({ a: { b: 1, c: 2 }, d: 3 }, { a: { b: 1, c: 4 }, e: {} })).toEqual({ a: { c: 4 }, d: null, e: {} });
  });

  it('finds keys that every object has by birth', () => {
    expect(diff({}, { toString: 1 })).toEqual({ toString: 1 });
    expect(diff({}, { valueOf: { a: 1 } })).toEqual({ valueOf: { a: 1 } });
    expect(diff({ valueOf: { a: 1 } }, {})).toEqual({ valueOf: null });
  });

  it('accepts two objects only', () => {
    for (const odd of [null, 1, 'x', [], undefined]) expect(() => diff({}, odd)).toThrow(/expected two objects/);
  });
});

describe('canonical', () => {
  it('is the same for equal documents, whatever the order of their keys', () => {
    expect(canonical({ b: 1, a: { d: 2, c: [3, { f: 1, e: 2 }] } })).toBe('{"a":{"c":[3,{"e":2,"f":1}],"d":2},"b":1}');
    fc.assert(
      fc.property(documents, (document) => {
        const turned = (value: unknown): unknown =>
          typeof value === 'object' && value !== null
            ? Object.fromEntries(
                Object.entries(value)
                  .reverse()
                  .map(([k, v]) => [k, turned(v)]),
              )
            : value;
        expect(canonical(turned(document))).toBe(canonical(document));
      }),
      runs,
    );
  });
});
