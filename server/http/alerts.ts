// Limits and alerts over HTTP: setting a limit, trying one on today's calls, and recording that an alert was seen.
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
import type { Preview } from '../alerts/preview.ts';
import type { Board } from '../../shared/board.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  board: () => Board;
  levels: Record<Rule, Levels>;
  intake: Pick<Intake, 'write'>;
  newId: () => string;
  /** What limits would have done today; undefined where calls alone cannot decide. */
  preview: (rule: Rule, subject: string | undefined, levels: Levels) => Promise<Preview | undefined>;
  costly: Costly;
};

export function alertRoutes({ board, levels, intake, newId, preview, costly }: Options): readonly Route[] {
  const list = serve('GET /api/thresholds', () => {
    const { thresholds, queues } = board();
    const rows = rules.flatMap((rule) => {
      const subjects = ruleFacts[rule].perQueue ? [undefined, ...Object.keys(queues)] : [undefined];
      return subjects.map((subject) => ({
        rule,
        ...(subject !== undefined && { subject }),
        ...levelsOf(levels, thresholds, rule, subject),
      }));
    });
    return { thresholds: rows };
  });

  const set = serve('PUT /api/thresholds', async ({ body: { rule, subject, watch, act }, who }) => {
    requireKnown(rule, subject, board());
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
    requireKnown(rule, subject, board());
    requireSound(rule, { watch, act });
    return { preview: await costly(call, () => preview(rule, subject, { watch, act })) };
  });

  const see = serve('POST /api/alerts/seen', async ({ body: { alert }, who }) => {
    if (!Object.hasOwn(board().alerts, alert)) throw new Problem('not-found', 'this alert is not on any more');
    // A token's or account's name is an id already; who saw it first is kept.
    const by = who.name;
    await intake.write([{ type: 'alert.seen', id: `alert/${alert}/seen/${by}`, alert }], by);
    return { alert, seenBy: board().alerts[alert]?.seenBy ?? by };
  });

  return [list, test, set, see];
}

function requireKnown(rule: Rule, subject: string | undefined, { queues }: Board): void {
  if (subject === undefined) return;
  if (!ruleFacts[rule].perQueue || subject === PROVINCE)
    throw invalidField('subject', `${rule} has limits for the province only`);
  if (!Object.hasOwn(queues, subject)) throw invalidField('subject', 'expected a queue that is on the board');
}

function requireSound(rule: Rule, { watch, act }: Levels): void {
  const isOver = ruleFacts[rule].worse === 'over';
  if (isOver ? act < watch : act > watch)
    throw invalidField('act', `expected at ${isOver ? 'least' : 'most'} watch (${watch}), got ${act}`);
  if (isAlwaysReached(rule, watch))
    throw invalidField('watch', `expected a limit that is not always reached, got ${watch}`);
}
