// Announces when a sitting opened and closed, as events with ids that every node derives alike. The fold does not need them;
// people and machines that read the log do, and the forecast's accuracy is kept with the closing.
import type { Board } from '../../shared/board.ts';
import type { RawEvent } from '../../shared/event.ts';
import { isManned, statusOf } from '../../shared/sitting-status.ts';
import type { HalfTime } from '../../shared/forecast.ts';
import type { Links } from '../../shared/links.ts';

/** Looking into a long day takes a while, and the clock that asks must not wait for it. */
type Parts = { halfTimeOf: (sitting: string) => HalfTime | undefined | Promise<HalfTime | undefined> };

export type Announcer = {
  /** Events that are due and were not emitted by this node yet; the log drops those that another node emitted. */
  due: (board: Board, links: Links, now: number) => RawEvent[];
};

export function createAnnouncer({ halfTimeOf }: Parts): Announcer {
  const announced = new Set<string>();
  const looked = new Map<string, { done: boolean; forecast?: HalfTime | undefined }>();

  /** Not done yet: it is asked for again. */
  const stateOf = (id: string): { done: boolean; forecast?: HalfTime | undefined } => {
    const before = looked.get(id);
    if (before) return before;
    const asked = halfTimeOf(id);
    if (!(asked instanceof Promise)) return { done: true, forecast: asked };
    const look: { done: boolean; forecast?: HalfTime | undefined } = { done: false };
    looked.set(id, look);
    asked.then(
      (forecast) => Object.assign(look, { done: true, forecast }),
      () => looked.delete(id), // The ledger could not be read now; the next look asks again.
    );
    return look;
  };

  return {
    due(board, links, now) {
      const events: RawEvent[] = [];
      const announce = (event: RawEvent): void => {
        if (announced.has(event.id)) return;
        announced.add(event.id);
        events.push(event);
      };
      for (const [id, sitting] of Object.entries(board.sittings)) {
        const life = statusOf(sitting, isManned(board, links, sitting.desk), now);
        const { firstAnswerAt, lastEndAt, to } = sitting;
        if (firstAnswerAt !== undefined && (life === 'live' || life === 'closed'))
          announce({ type: 'sitting.opened', id: `sitting/${id}/opened`, at: firstAnswerAt, sitting: id });
        if (life !== 'closed' || announced.has(`sitting/${id}/closed`)) continue;
        const { done, forecast } = stateOf(id);
        if (!done) continue;
        looked.delete(id);
        const at = Math.max(to, lastEndAt ?? to);
        announce({
          type: 'sitting.closed' as const,
          id: `sitting/${id}/closed`,
          at,
          sitting: id,
          ...(forecast && { forecast }),
        });
      }
      // Those that have left the board are not looked at again.
      for (const id of announced) if (!Object.hasOwn(board.sittings, id.split('/')[1] ?? '')) announced.delete(id);
      return events;
    },
  };
}
