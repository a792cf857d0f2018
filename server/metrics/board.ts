// Figures of the board for operators: what is now, and what happened since this process started.
import type { Board } from '../../shared/board.ts';
import { deskStates } from '../../shared/enums.ts';
import type { Metric } from '../http/metrics.ts';
import type { Counter, createTotals } from './totals.ts';

/** On every node the same: a sum over nodes would count twice. */
const EVERY_NODE = 'The same on every node: take max() over instances.';

/** What became of a visit; each visit counts in one of them, or waits. */
const outcomes = ['answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost'] as const;
/** As they were before the counters existed; not to be summed. */
const todays = ['offered', ...outcomes, 'missed'] as const;

const counters: readonly [counter: Counter, name: string, help: string][] = [
  ['offered', 'queue_offered_total', 'Visits that joined a queue.'],
  ['missed', 'queue_missed_total', 'Visits that a desk did not answer, whatever became of them.'],
  ['completed', 'queue_talks_completed_total', 'Conversations that ended and whose length is known.'],
  ['talkUnknown', 'queue_talks_unknown_total', 'Answered visits whose end nobody saw.'],
  ['answeredInTarget', 'queue_answered_in_target_total', 'Visits answered within the service level target.'],
  ['abandonedInTarget', 'queue_abandoned_in_target_total', 'Visits abandoned within the service level target.'],
  ['waitUnknown', 'queue_answered_wait_unknown_total', 'Answered visits whose wait nobody reported.'],
  ['waitSecondsAnswered', 'queue_answer_wait_seconds_total', 'Waits of answered visits, as far as they are known.'],
  ['waitSecondsAbandoned', 'queue_abandon_wait_seconds_total', 'Waits of abandoned visits.'],
  ['talkSeconds', 'queue_talk_seconds_total', 'Conversations, hold and consultation included.'],
  ['refused', 'queue_refused_total', 'Calls turned away before the queue; absent where nobody reports them.'],
  ['unheard', 'queue_unheard_total', 'Calls counted by the telephone system while it was not heard.'],
];

type Totals = ReturnType<typeof createTotals>;

export function boardMetrics(board: Board, totals: Totals, at: number): Metric[] {
  const { now: moment, queues, desks, alerts } = board;
  const one = (value: number) => ({ value });
  const gauge = (name: string, help: string, ...samples: Metric['samples']): Metric => ({
    name: `wallboard_${name}`,
    help: `${help} ${EVERY_NODE}`,
    type: 'gauge',
    samples,
  });
  const perQueue = (value: (queue: Board['queues'][string]) => number) =>
    Object.entries(queues).map(([queue, of]) => ({ labels: { queue }, value: value(of) }));
  const longest = (joinedAt: number | undefined): number =>
    joinedAt === undefined ? 0 : Math.max(0, at - joinedAt) / 1000;
  const counted = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name: `wallboard_${name}`,
    help: `${help} Since this process started. ${EVERY_NODE}`,
    type: 'counter',
    samples,
  });
  const byQueue = (counter: Counter): Metric['samples'] =>
    totals.of(counter).map(({ queue, value }) => ({ labels: { queue }, value }));

  const states = new Map<string, number>([...deskStates, 'unknown'].map((state) => [state, 0]));
  for (const { state = 'unknown' } of Object.values(desks)) states.set(state, (states.get(state) ?? 0) + 1);
  const raised = new Map<string, { labels: { rule: string; level: string }; value: number }>();
  for (const { rule, level } of Object.values(alerts)) {
    const known = raised.get(`${rule}/${level}`) ?? { labels: { rule, level }, value: 0 };
    raised.set(`${rule}/${level}`, { ...known, value: known.value + 1 });
  }

  return [
    gauge('callers_waiting', 'Callers in all queues.', one(moment.waiting)),
    gauge(
      'longest_wait_seconds',
      'How long the caller who waits longest has waited; 0 while nobody does.',
      one(longest(moment.oldestJoinedAt)),
    ),
    gauge('calls_talking', 'Calls in conversation.', one(moment.talking)),
    gauge('desks_on_duty', 'Desks that take calls or talk.', one(moment.desksOnDuty)),
    gauge('queue_waiting', 'Callers in a queue.', ...perQueue(({ waiting }) => waiting)),
    gauge(
      'queue_longest_wait_seconds',
      'How long the caller who waits longest in a queue has waited; 0 while nobody does.',
      ...perQueue(({ oldestJoinedAt }) => longest(oldestJoinedAt)),
    ),
    gauge('queue_talking', 'Calls of a queue in conversation.', ...perQueue(({ talking }) => talking)),
    gauge('desks', 'Desks by what they do.', ...[...states].map(([state, value]) => ({ labels: { state }, value }))),
    gauge('alerts', 'Alerts that are on, by rule and level.', ...raised.values()),
    gauge(
      'queue_visits_today',
      'Visits of a queue since midnight of the province. Outcomes overlap ("offered" is the whole, "missed" stands beside): ' +
        'for sums and rates take wallboard_queue_visits_total.',
      ...Object.entries(queues).flatMap(([queue, { today }]) =>
        todays.map((outcome) => ({ labels: { queue, outcome }, value: today[outcome] })),
      ),
    ),
    counted(
      'queue_visits_total',
      'Visits of a queue by what became of them; who still waits is in none.',
      outcomes.flatMap((outcome) =>
        totals.of(outcome).map(({ queue, value }) => ({ labels: { queue, outcome }, value })),
      ),
    ),
    ...counters.map(([counter, name, help]) => counted(name, help, byQueue(counter))),
  ];
}
