// Paired displays as supervisors see them: confirm the code on a TV, choose what it shows, see whether it is on, revoke it.
import { readPairingCode } from '../access/pairing-code.ts';
import type { Identity } from '../access/authentication.ts';
import { localCounters, type CounterFactory } from '../access/sliding-window.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { LONGEST_REPLAY } from '../../shared/replay.ts';
import { LONGEST_SENT, MOST_SENT, sentEnd, watchTime } from '../../shared/sent-replay.ts';
import type { Present } from '../push/presence.ts';
import type { SentReplays } from '../push/sent-replays.ts';
import { invalidField } from './body.ts';
import { tooMany } from './limits.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { MINUTE } from '../../shared/time.ts';

/** Wrong codes of one person in ten minutes: people mistype, but need no more tries to find their own TV. */
const MOST_WRONG = 10;
const STRETCH_MS = 10 * MINUTE;

type Options = {
  vault: Async<
    Pick<
      Vault,
      | 'findOffer'
      | 'pairDisplay'
      | 'listDisplays'
      | 'changeDisplay'
      | 'revokeDisplay'
      | 'commandDisplay'
      | 'replayDisplays'
    >
  >;
  /** Which displays are connected, by id. */
  presence: () => ReadonlyMap<string, Present>;
  /** Which of them were sent to a replay. */
  sent: Pick<SentReplays, 'of' | 'count'>;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  now: () => number;
  counts?: CounterFactory | undefined;
};

export function displayRoutes({
  vault,
  presence,
  sent,
  counties,
  now,
  counts = localCounters,
}: Options): readonly Route[] {
  const wrong = counts('wrong-code', MOST_WRONG, STRETCH_MS);

  /** Runs with a code that a person typed; a code that no TV offers counts as wrong. */
  const withCode = async <T>(
    typed: string,
    { account, token, name }: Identity,
    run: (code: string) => T | Promise<T>,
  ): Promise<NonNullable<Awaited<T>>> => {
    const key = account ?? token ?? name;
    const at = now();
    const tooOften = await wrong.hit(key, at);
    if (tooOften) throw tooMany(tooOften.retryAfterMs);
    const code = readPairingCode(typed);
    const found = code === undefined ? undefined : await run(code);
    if (found === undefined || found === null)
      throw new Problem('offer-unknown', 'no TV shows this code now: look at the TV again');
    await wrong.refund(key, at);
    return found;
  };

  const known = (wanted: readonly string[]): string[] => {
    const unknown = wanted.some((id) => !counties.includes(id));
    if (unknown) throw invalidField('counties', `expected some of ${counties.join(', ')}`);
    return [...new Set(wanted)].sort();
  };

  const replayOf = (display: string) => {
    const replay = sent.of(display);
    if (!replay) return {};
    const { from, to, speed } = replay;
    return { replay: { from, to, speed, until: sentEnd(replay) } };
  };

  const command =
    (what: 'reloaded' | 'identified' | 'sounded' | 'returned') =>
    async ({ params: { id }, who }: { params: { id: string }; who: Identity }): Promise<undefined> => {
      if (!(await vault.commandDisplay({ id, what, by: who.name, now: now() }))) throw unknownDisplay();
    };

  return [
    serve('GET /api/displays/offers/:code', ({ params, who }) =>
      withCode(params.code, who, (code) => vault.findOffer(code, now())),
    ),

    serve('POST /api/displays', ({ body: { code: typed, counties: wanted, ...shows }, who }) => {
      const part = wanted && { counties: known(wanted) };
      return withCode(typed, who, (code) => vault.pairDisplay({ ...shows, ...part, code, by: who.name, now: now() }));
    }),

    serve('GET /api/displays', async () => {
      const present = presence();
      const displays = (await vault.listDisplays()).map(({ seenAt, ...found }) => {
        const display = { ...found, ...replayOf(found.id) };
        const here = present.get(display.id);
        if (!here) return { ...display, seenAt, online: false };
        const { since, asOf, page: showing } = here;
        const dataAgeMs = asOf === undefined ? undefined : Math.max(0, now() - asOf);
        return { ...display, seenAt: now(), online: true, onlineSince: since, dataAgeMs, showing };
      });
      return { displays };
    }),

    serve('PATCH /api/displays/:id', async ({ params: { id }, body: { counties: wanted, ...shows }, who }) => {
      if (wanted === undefined && Object.values(shows).every((value) => value === undefined))
        throw invalidField('name', 'expected it, or page, counties or settings');
      const part = wanted && known(wanted);
      const changed = await vault.changeDisplay({ id, ...shows, counties: part, by: who.name, now: now() });
      if (!changed) throw unknownDisplay();
      return changed;
    }),

    serve('DELETE /api/displays/:id', async ({ params: { id }, who }) => {
      if (!(await vault.revokeDisplay({ id, by: who.name, now: now() }))) throw unknownDisplay();
      return undefined;
    }),

    serve('POST /api/displays/replay', async ({ body: { displays: wanted, ...stretch }, who }) => {
      const at = now();
      requireShort(stretch, at);
      const ids = [...new Set(wanted)];
      const others = sent.count() - ids.filter((id) => sent.of(id)).length;
      if (others + ids.length > MOST_SENT)
        throw new Problem('too-many-replays', `at most ${MOST_SENT} displays replay at once; send others back first`);
      if (!(await vault.replayDisplays({ ids, ...stretch, by: who.name, now: at }))) throw unknownDisplay();
      return { until: at + watchTime(stretch) };
    }),
    serve('DELETE /api/displays/:id/replay', command('returned')),
    serve('POST /api/displays/:id/reload', command('reloaded')),
    serve('POST /api/displays/:id/identify', command('identified')),
    serve('POST /api/displays/:id/sound', command('sounded')),
  ];
}

/** A display is never led away for long. */
function requireShort(stretch: { from: number; to: number; speed: number }, now: number): void {
  const { from, to } = stretch;
  if (from >= to || to > now) throw invalidField('to', 'expected a moment after from that is over');
  if (to - from > LONGEST_REPLAY) throw invalidField('to', 'expected at most ten days after from');
  if (watchTime(stretch) > LONGEST_SENT) throw invalidField('speed', 'expected a replay of two hours at most');
}

const unknownDisplay = (): Problem => new Problem('not-found', 'there is no display with this id');
