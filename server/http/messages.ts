// Messages on the screens over HTTP: supervisors post and withdraw them, and everybody who reads sees what was posted.
import type { MessagePosted, ScreenMessage } from '../../shared/api/messages.ts';
import type { Board } from '../../shared/board.ts';
import { MESSAGE_LONGEST_MS, MESSAGES_MOST } from '../../shared/messages.ts';
import { MINUTE } from '../../shared/time.ts';
import { isMessageEvent } from '../board/messages.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Intake } from '../log/intake.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  board: () => Pick<Board, 'messages'>;
  intake: Pick<Intake, 'write'>;
  ledger: Pick<Ledger, 'byMonth' | 'bySubjects'>;
  vault: Async<Pick<Vault, 'listDisplays'>>;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  /** The Jalali month before this one. */
  lastMonth: () => string;
  thisMonth: () => string;
  newId: () => string;
  now: () => number;
};

/** A form takes a while: a beginning of just now is no mistake. */
const PAST_MS = 10 * MINUTE;
/** More are not listed. */
const MOST_ROWS = 200;

export function messageRoutes(options: Options): readonly Route[] {
  const { board, intake, ledger, vault, counties, newId, now } = options;

  const list = serve('GET /api/messages', () => {
    const first = [options.lastMonth(), options.thisMonth()].flatMap((month) => ledger.byMonth(month, 0, 1))[0];
    const found = new Map<string, ScreenMessage>();
    for (const { event } of first ? ledger.bySubjects('message/', first.position - 1) : []) {
      if (!isMessageEvent(event)) continue;
      const known = found.get(event.message);
      if (event.type === 'message.withdrawn') {
        if (known) Object.assign(known, { withdrawnAt: event.at, withdrawnBy: event.by });
      } else if (!known) {
        const { message: id, level, fa, en, from, to, by: postedBy, at: postedAt } = event;
        const { counties = [], displays = [] } = event;
        found.set(id, { id, level, fa, en, from, to, counties, displays, postedBy, postedAt });
      }
    }
    return { messages: [...found.values()].toSorted((a, b) => b.postedAt - a.postedAt).slice(0, MOST_ROWS) };
  });

  const post = serve('POST /api/messages', async ({ body, who }) => {
    const at = now();
    const { level, fa, en, to, from = at } = body;
    requireTimes(from, to, at);
    await requireKnown(body);
    const standing = Object.values(board().messages).filter((message) => message.to > at);
    if (standing.length >= MESSAGES_MOST)
      throw new Problem('too-many-messages', `${MESSAGES_MOST} messages stand or are to come: withdraw one first`, {
        more: { most: MESSAGES_MOST },
      });
    const id = newId();
    await intake.write(
      [
        {
          type: 'message.posted',
          id: `message/${id}/posted`,
          message: id,
          level,
          ...(fa !== undefined && { fa }),
          ...(en !== undefined && { en }),
          from: Math.max(from, at),
          to,
          ...(body.counties.length > 0 && { counties: sorted(body.counties) }),
          ...(body.displays.length > 0 && { displays: sorted(body.displays) }),
        },
      ],
      who.name,
    );
    return { id };
  });

  const requireKnown = async ({ fa, en, counties: some, displays }: MessagePosted): Promise<void> => {
    if (fa === undefined && en === undefined) throw invalidField('fa', 'expected a text in one language or both');
    if (some.some((id) => !counties.includes(id)))
      throw invalidField('counties', `expected some of ${counties.join(', ')}`);
    if (displays.length === 0) return;
    const known = new Set((await vault.listDisplays()).map(({ id }) => id));
    if (displays.some((id) => !known.has(id))) throw invalidField('displays', 'expected displays that are paired');
  };

  const withdraw = serve('DELETE /api/messages/:id', async ({ params: { id }, who }) => {
    const standing = board().messages;
    if (!Object.hasOwn(standing, id) || (standing[id]?.to ?? 0) <= now())
      throw new Problem('not-found', 'this message is not on any screen and not to come');
    await intake.write([{ type: 'message.withdrawn', id: `message/${id}/withdrawn`, message: id }], who.name);
    return undefined;
  });

  return [list, post, withdraw];
}

function requireTimes(from: number, to: number, at: number): void {
  if (from < at - PAST_MS) throw invalidField('from', 'expected now or a later time');
  if (to <= Math.max(from, at)) throw invalidField('to', 'expected a time after the beginning and after now');
  if (to - from > MESSAGE_LONGEST_MS) throw invalidField('to', 'expected at most 31 days after the beginning');
}

const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort();
