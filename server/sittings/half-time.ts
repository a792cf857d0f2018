// How good the forecast was: what it was at half-time for those who waited then, and what became of them. Pure.
import { forecast } from '../../shared/forecast.ts';
import type { HalfTime } from '../../shared/forecast.ts';
import type { Visit } from '../board/visit.ts';

/** Talks that the live forecast sees too. */
const LAST_TALKS = 12;

type Seen = Pick<Visit, 'joinedAt' | 'answeredAt' | 'endedAt' | 'talked' | 'outcome' | 'waited'>;

/** `visits`: those that belong to the sitting. Undefined when no caller waited at half-time or no talk had ended by then. */
export function halfTimeOf(
  visits: readonly Seen[],
  { from, to }: { from: number; to: number },
  maxTalk?: number,
): HalfTime | undefined {
  return foreseenAt((from + to) / 2, to, visits, { desks: 1, maxTalk });
}

/** The forecast for the end `to` as it was at a moment, from what was known then, and how many were answered. */
export function foreseenAt(
  at: number,
  to: number,
  visits: readonly Seen[],
  { desks, maxTalk }: { desks: number; maxTalk?: number | undefined },
): HalfTime | undefined {
  const waited = visits.filter(
    ({ joinedAt, answeredAt, endedAt }) => joinedAt <= at && (answeredAt ?? endedAt ?? Infinity) > at,
  );
  const before = visits.filter(({ joinedAt }) => joinedAt <= at);
  const talks = before
    .filter(({ endedAt, talked }) => talked !== undefined && endedAt !== undefined && endedAt <= at)
    .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
    .map(({ talked }) => talked ?? 0);
  const firstAnswer = Math.min(
    ...before.map(({ answeredAt }) => (answeredAt !== undefined && answeredAt <= at ? answeredAt : Infinity)),
  );
  const lastEnd = Math.max(
    ...before.map(({ answeredAt, endedAt }) =>
      answeredAt !== undefined && endedAt !== undefined && endedAt <= at ? endedAt : -Infinity,
    ),
  );
  const gone = before.filter(
    ({ outcome, answeredAt, endedAt }) => outcome !== 'waiting' && (answeredAt ?? endedAt ?? Infinity) <= at,
  );
  const waitSeconds = gone.reduce((sum, { waited = 0 }) => sum + waited, 0);
  const foreseen =
    waited.length === 0
      ? undefined
      : forecast({
          waiting: waited.length,
          talks: talks.slice(-LAST_TALKS),
          span: (lastEnd - firstAnswer) / 1000,
          completed: talks.length,
          elapsed: before
            .filter(
              ({ answeredAt, endedAt }) => answeredAt !== undefined && answeredAt <= at && (endedAt ?? Infinity) > at,
            )
            .map(({ answeredAt = at }) => (at - answeredAt) / 1000),
          desks,
          secondsLeft: (to - at) / 1000,
          leaving: waitSeconds > 0 ? gone.filter(({ outcome }) => outcome === 'abandoned').length / waitSeconds : 0,
          maxTalk,
        });
  if (!foreseen) return undefined;
  const answered = waited.filter(({ answeredAt }) => answeredAt !== undefined && answeredAt < to).length;
  const { expected, low, high } = foreseen;
  return { expected, low, high, waiting: waited.length, answered };
}
