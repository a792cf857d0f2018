// The list of citizens to be called back, with its surroundings.
import { nameIn } from '../shared/naming.ts';
import type { Fold } from './board/fold-type.ts';
import { calledAs } from './board/put-name.ts';
import { createCallbackBook } from './callbacks/callback-book.ts';
import { callbackRoutes } from './http/callbacks.ts';
import type { Route } from './http/route.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Intake } from './log/intake.ts';
import { randomId } from './random-id.ts';
import type { Pace } from './reading/pace.ts';

type Parts = {
  fold: Fold;
  ledger: Ledger;
  intake: Pick<Intake, 'write'>;
  now: () => number;
  pace: Pace;
};

export const startCallbacks = ({ fold, ledger, intake, now, pace }: Parts): readonly Route[] =>
  callbackRoutes({
    book: createCallbackBook({ ledger, now, pace }),
    fold,
    ledger,
    nameOf: queueNames(fold),
    intake,
    newId: () => randomId('b'),
    pace,
  });

/** What queues are called now, also those that are not on the board any more. */
export const queueNames =
  ({ naming, reported }: Pick<Fold, 'naming' | 'reported'>) =>
  (queue: string): { fa: string; en: string } => {
    const known = reported.queues().find(([id]) => id === queue)?.[1];
    const called = calledAs({ given: naming.queue(queue).names, reported: known?.name?.value, id: queue });
    return { fa: nameIn(called, 'fa'), en: nameIn(called, 'en') };
  };
