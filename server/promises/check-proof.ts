// Checks a proof by itself, without a log: what is hashed here is all that the file says. Pure.
import { z } from 'zod';
import { caseStandings, type CaseStanding } from '../../shared/promises.ts';
import { marked, rootFrom } from '../seals/merkle.ts';
import { headOf, type Seal } from '../seals/seal.ts';
import { deadlinesOf } from './counting.ts';
import { rowNode, sumFrom } from './sum-tree.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const side = z.enum(['left', 'right']);
const schema = z.object({
  proof: z.literal(1),
  row: z.string().max(10_000),
  inFigure: z.array(z.object({ side, hash: digest, sums: z.array(count).length(caseStandings.length) })).max(64),
  figure: z.string().max(10_000),
  inDay: z.array(z.object({ side, hash: digest })).max(64),
  seals: z
    .array(
      z.object({
        ...{ seal: count, day: z.string(), from: count, to: count, events: count },
        ...{ root: digest, previous: z.exactOptional(digest), head: digest },
      }),
    )
    .min(1),
});
const rowSchema = z.object({
  month: z.string(),
  code: z.string(),
  standing: z.enum(caseStandings),
  referred: z.string(),
  due: z.exactOptional(z.string()),
  ended: z.exactOptional(z.string()),
});
const figureSchema = z.object({
  type: z.literal('log.counted'),
  month: z.string(),
  day: z.string(),
  cases: z.record(z.enum(caseStandings), count),
  root: digest,
});

export type CheckedProof =
  | { ok: false; message: string }
  | {
      ok: true;
      month: string;
      /** At whose end the case stood so. */
      day: string;
      row: z.output<typeof rowSchema>;
      /** Cases of the month by how they stood. */
      figure: Record<CaseStanding, number>;
      /** The first is the seal that the figure is under. */
      seals: Seal[];
    };

export function checkProof(text: string): CheckedProof {
  const fail = (message: string): CheckedProof => ({ ok: false, message });
  const file = parse(text, schema);
  const row = file && parse(file.row, rowSchema);
  const figure = file && parse(file.figure, figureSchema);
  if (!file || !row || !figure) return fail('it is no proof of ours, or it was damaged');
  if (row.month !== figure.month) return fail('the case and the figure are of different months');

  const top = sumFrom(rowNode(file.row, row.standing), file.inFigure);
  const sums = deadlinesOf(top.sums);
  if (top.hash !== figure.root) return fail('the case is not in the figure of the month');
  if (caseStandings.some((standing) => sums[standing] !== figure.cases[standing]))
    return fail('the figure of the month is not the sum of its cases');

  const [first] = file.seals;
  if (!first || rootFrom(marked('event', file.figure), file.inDay) !== first.root)
    return fail('the figure is not among the events of the sealed day');
  for (const [n, seal] of file.seals.entries()) {
    const before = file.seals[n - 1];
    if (headOf(seal) !== seal.head) return fail(`the head of ${seal.day} is not that of its seal`);
    if (before && seal.previous !== before.head)
      return fail(`the seal of ${seal.day} does not go on from the one before`);
  }
  const { month, day, cases } = figure;
  return { ok: true, month, day, row, figure: cases, seals: file.seals };
}

function parse<T>(text: string, as: z.ZodType<T>): T | undefined {
  try {
    return as.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
