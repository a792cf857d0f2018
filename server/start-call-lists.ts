// What is read of calls from the ledger whenever somebody asks: the calls behind a figure, who is to be called back, and campaigns.
import type { CallRows, TableOf } from '../shared/calls.ts';
import { elapsedOnLink } from '../shared/link-clock.ts';
import type { Links } from '../shared/links.ts';
import { nameIn } from '../shared/naming.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import { createCallRows } from './calls/call-rows.ts';
import { createCallTable } from './calls/call-table.ts';
import type { Route } from './http/route.ts';
import { namingOf } from './profiles/on-wire.ts';
import type { History } from './sittings/history.ts';
import { startCallbacks } from './start-callbacks.ts';
import { startCampaigns } from './start-campaigns.ts';

type Parts = Parameters<typeof startCampaigns>[0] & {
  fold: Fold;
  profile: Profile;
  history: Pick<History, 'find'>;
  links: () => Links;
};

export function startCallLists(parts: Parts): { calls: CallRows; callTable: TableOf; routes: readonly Route[] } {
  const { fold, past, calendar, history, pace, profile, links, now } = parts;
  return {
    calls: createCallRows({
      fold,
      past,
      calendar,
      findSitting: history.find,
      pace,
      waitedSoFar: (queue, joinedAt) => elapsedOnLink(links(), fold.board.queues[queue]?.system, joinedAt, now()),
    }),
    callTable: createCallTable({
      calendar,
      naming: namingOf(profile),
      nameOf: (kind, id, lang) => {
        const one = fold.board[kind][id];
        return one && nameIn(one, lang);
      },
    }),
    routes: [...startCallbacks(parts), ...startCampaigns(parts)],
  };
}
