// What a device shows of the alerts on the board: what is new to it, what is over, and how many nobody has seen. Pure.
import type { AlertOnBoard } from '../../shared/board.ts';

type Alerts = Readonly<Record<string, AlertOnBoard>>;
/** How far each alert had come when it was looked at last. */
export type Known = ReadonlyMap<string, number>;
export type Changes = { known: Known; shown: readonly string[]; gone: readonly string[]; unseen: number };

/** `before` is undefined when the page has just opened: what stands there then is counted, but is no news. */
export function changesIn(before: Known | undefined, alerts: Alerts): Changes {
  const open = Object.entries(alerts).filter(([, { seenBy }]) => seenBy === undefined);
  const known = new Map(open.map(([id, { step }]) => [id, step]));
  const isNews = (id: string, { level, step }: AlertOnBoard): boolean => {
    const was = before?.get(id);
    if (before === undefined) return false;
    // A step down to a warning is no reason to buzz again.
    return was === undefined || (step > was && level === 'act');
  };
  return {
    known,
    shown: open.flatMap(([id, alert]) => (isNews(id, alert) ? [id] : [])),
    gone: [...(before?.keys() ?? [])].filter((id) => !known.has(id)),
    unseen: open.length,
  };
}
