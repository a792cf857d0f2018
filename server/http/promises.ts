// The promise ledger over HTTP.
import type { Deadlines } from '../../shared/deadlines.ts';
import { monthPattern } from '../../shared/jalali-pattern.ts';
import type { CountedMonth, PromisedRow } from '../../shared/api/promises.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { countedMonths, type Counted } from '../promises/counting.ts';
import type { NoProof, Proof } from '../promises/proof.ts';
import type { PromisedSitting, SittingsOfMonth } from '../promises/sitting-promises.ts';
import { sealsIn } from '../seals/sealer.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const SEALS_SHOWN = 31;

type Options = {
  ledger: Pick<Ledger, 'bySubject'>;
  sittingsOf: (month: string) => Promise<SittingsOfMonth>;
  casesOf: (month: string) => Promise<Deadlines>;
  prove: (month: string, code: string) => Promise<Proof | NoProof>;
  today: () => string;
  costly: Costly;
};

const whyNot: Record<NoProof, string> = {
  'not-counted': 'the figure of this month is not recorded yet: it is at the end of the day',
  'not-sealed': 'the figure of this month is not sealed yet: it is when the next day has begun',
  'no-case': 'expected the tracking code of a case that was referred, from a contact of this month',
  recounted: 'holidays or rules were changed since this month was recorded: it is recorded again at the end of the day',
};

export function promiseRoutes({ ledger, sittingsOf, casesOf, prove, today, costly }: Options): readonly Route[] {
  const requireMonth = (month: string): string => {
    if (monthPattern.test(month)) return month;
    throw new Problem('not-found', 'expected a Jalali month such as 1405-08');
  };

  return [
    serve('GET /api/promises', () => ({
      today: today(),
      months: countedMonths(ledger).map(({ figure }) => figureOf(figure)),
      seals: sealsIn(ledger).slice(-SEALS_SHOWN).toReversed(),
    })),
    serve('GET /api/promises/:month', async (call) => {
      const month = requireMonth(call.params.month);
      return costly(call, async () => {
        const { counts, sittings } = await sittingsOf(month);
        const recorded = countedMonths(ledger).find(({ figure }) => figure.month === month);
        return {
          month,
          today: today(),
          sittings: counts,
          cases: await casesOf(month),
          rows: sittings.map(rowOf),
          ...(recorded && { recorded: figureOf(recorded.figure) }),
        };
      });
    }),
    serve('GET /api/promises/:month/proof', async (call) => {
      const month = requireMonth(call.params.month);
      const proof = await costly(call, () => prove(month, call.query.code));
      if (typeof proof === 'string') throw new Problem('not-found', whyNot[proof]);
      return { ...proof, inFigure: proof.inFigure.map((step) => ({ ...step, sums: [...step.sums] })) };
    }),
  ];
}

const figureOf = ({ month, day, seal, sittings, cases, root }: Counted): CountedMonth => ({
  month,
  day,
  seal,
  sittings,
  cases,
  root,
});

const rowOf = ({ sitting, promised, standing, reason, firstAnswerAt }: PromisedSitting): PromisedRow => ({
  id: sitting.id,
  official: promised.official,
  promised: { from: promised.from, to: promised.to },
  from: sitting.from,
  to: sitting.to,
  standing,
  ...(reason !== undefined && { reason }),
  ...(firstAnswerAt !== undefined && { firstAnswerAt }),
});
