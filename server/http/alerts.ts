// Limits and alerts over HTTP: setting a limit, trying one on today's calls, and recording that an alert was seen.
import type { AlertAction } from '../../shared/alert-actions.ts';
import {
  isAlwaysReached,
  levelsOf,
  limitKey,
  rules,
  ruleFacts,
  PROVINCE,
  type Levels,
  type Rule,
} from '../../shared/rules.ts';
import type { AlertHistory } from '../alerts/alert-history.ts';
import { sumAlerts } from '../alerts/past-alert.ts';
import type { Preview } from '../alerts/preview.ts';
import type { Board } from '../../shared/board.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import { derivedId } from '../random-id.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  board: () => Board;
  /** Ids of those that may have limits of their own. */
  agencies: readonly string[];
  levels: Record<Rule, Levels>;
  intake: Pick<Intake, 'write'>;
  newId: () => string;
  /** What limits would have done today; undefined where calls alone cannot decide. */
  preview: (rule: Rule, subject: string | undefined, levels: Levels) => Promise<Preview | undefined>;
  costly: Costly;
  history: AlertHistory;
  findSitting: (id: string) => Sitting | undefined;
  /** The Jalali month of the province. */
  month: () => string;
  now: () => number;
};

/** Rows of a page. */
const PAGE = 200;

export function alertRoutes(options: Options): readonly Route[] {
  const { board, agencies, levels, intake, newId, preview, costly, history, findSitting, month, now } = options;
  const requireKnown = (rule: Rule, subject: string | undefined): void => {
    if (subject === undefined) return;
    const { per } = ruleFacts[rule];
    if (per === undefined || subject === PROVINCE)
      throw invalidField('subject', `${rule} has limits for the province only`);
    if (per === 'queue' && !Object.hasOwn(board().queues, subject))
      throw invalidField('subject', 'expected a queue that is on the board');
    if (per === 'agency' && !agencies.includes(subject))
      throw invalidField('subject', 'expected an agency of the profile');
  };

  const list = serve('GET /api/thresholds', () => {
    const { thresholds, queues } = board();
    const rows = rules.flatMap((rule) => {
      const { per } = ruleFacts[rule];
      const subjects = [undefined, ...(per === 'queue' ? Object.keys(queues) : per === 'agency' ? agencies : [])];
      return subjects.map((subject) => ({
        rule,
        ...(subject !== undefined && { subject }),
        ...levelsOf(levels, thresholds, rule, subject),
      }));
    });
    return { thresholds: rows };
  });

  const set = serve('PUT /api/thresholds', async ({ body: { rule, subject, watch, act }, who }) => {
    requireKnown(rule, subject);
    // The limit that is in force when the queue has none itself.
    const { [limitKey(rule, subject)]: _own, ...others } = board().thresholds;
    const usual = levelsOf(levels, others, rule, subject);
    requireSound(rule, { watch: watch ?? usual.watch, act: act ?? usual.act });
    const event = (level: 'watch' | 'act', value: number | null): NewEvent => ({
      type: 'threshold.set',
      id: `threshold/${newId()}`,
      rule,
      level,
      ...(subject !== undefined && { subject }),
      ...(value !== null && { limit: value }),
    });
    await intake.write([event('watch', watch), event('act', act)], who.name);
    return { rule, subject, ...levelsOf(levels, board().thresholds, rule, subject) };
  });

  const test = serve('GET /api/thresholds/preview', async (call) => {
    const { rule, subject, watch, act } = call.query;
    requireKnown(rule, subject);
    requireSound(rule, { watch, act });
    return { preview: await costly(call, () => preview(rule, subject, { watch, act })) };
  });

  const see = serve('POST /api/alerts/seen', async ({ body: { alert, action, remark }, who }) => {
    const isOn = Object.hasOwn(board().alerts, alert);
    // What was done is often written down when there is time for it.
    const isKnown = isOn || ((action ?? remark) !== undefined && history.one(alert) !== undefined);
    if (!isKnown) throw new Problem('not-found', 'this alert is not on any more');
    // A token's or account's name is an id already; who saw it first is kept.
    const by = who.name;
    await intake.write(
      [
        {
          type: 'alert.seen',
          id: `alert/${alert}/seen/${by}${markOf(action, remark)}`,
          alert,
          ...(action !== undefined && { action }),
          ...(remark !== undefined && { remark }),
        },
      ],
      by,
    );
    return { alert, seenBy: board().alerts[alert]?.seenBy ?? by };
  });

  const past = serve('GET /api/alerts', (call) =>
    costly(call, async () => {
      const { sitting: id, month: asked = month(), after } = call.query;
      const sitting = id === undefined ? undefined : findSitting(id);
      if (id !== undefined && !sitting) throw new Problem('not-found', 'there is no sitting with this id');
      const found = id !== undefined && sitting ? history.ofSitting(id, sitting) : history.ofMonth(asked);
      const before = after === undefined ? -1 : found.findIndex(({ alert }) => alert === after);
      if (after !== undefined && before < 0) throw invalidField('after', 'expected next of an earlier page');
      const page = found.slice(before + 1, before + 1 + PAGE);
      const next = before + 1 + PAGE < found.length ? page.at(-1)?.alert : undefined;
      const named = page.map((row) => {
        const official = row.rule === 'late-official' ? findSitting(row.subject)?.official.name : undefined;
        return official === undefined ? row : { ...row, name: official };
      });
      return {
        ...(id === undefined && { month: asked }),
        alerts: named,
        count: found.length,
        ...(next !== undefined && { next }),
        byRule: sumAlerts(found, now()),
      };
    }),
  );

  return [list, test, set, see, past];
}

/** The same words of the same person twice are one event; without any it is only that somebody saw it. */
function markOf(action: AlertAction | undefined, remark: string | undefined): string {
  if (action === undefined && remark === undefined) return '';
  return `/${derivedId('w', action ?? '', remark ?? '')}`;
}

function requireSound(rule: Rule, { watch, act }: Levels): void {
  const isOver = ruleFacts[rule].worse === 'over';
  if (isOver ? act < watch : act > watch)
    throw invalidField('act', `expected at ${isOver ? 'least' : 'most'} watch (${watch}), got ${act}`);
  if (isAlwaysReached(rule, watch))
    throw invalidField('watch', `expected a limit that is not always reached, got ${watch}`);
}
