// A figure's definition, its calculation with the numbers of this moment, and where its rows are. Pure.
import type { Board, CallCounters } from '../../shared/board.ts';
import { judgedCalls, totalOf } from '../../shared/measure.ts';
import { addressOf } from '../calls/asked.ts';
import type { Moments } from '../text/moment.ts';
import type { Numerals } from '../text/numerals.ts';
import { definitionOf, type Definition } from './definitions.ts';
import type { Messages } from './messages.fa.ts';

export type Explanation = {
  definition: Definition;
  name: string;
  meaning: string;
  /** As it is read: "4 + 3 + 2 = 9". */
  formula: string | undefined;
  rows: { href: string; isReport: boolean } | undefined;
};

export type Around = {
  board: Board | undefined;
  now: number;
  utcOffset: number;
  numerals: Numerals;
  moments: Moments;
  words: Messages;
};

/** `text`: as the figure stands on screen. */
export function explanationOf(path: string, value: string, text: string, around: Around): Explanation | undefined {
  const definition = definitionOf(path);
  if (definition === undefined) return undefined;
  const [name, meaning] = around.words.definitions[definition];
  return {
    definition,
    name,
    meaning,
    formula: value === '' || !around.board ? undefined : formulaOf(definition, path, value, text, around.board, around),
    rows: around.board && rowsOf(definition, path, around.board),
  };
}

/** The queue of a path, `all` for all of them. */
function queueIn(path: string): string | undefined {
  const own = /^queues\.(.+?)\.(?:waiting|oldestJoinedAt|today\..+)$/.exec(path)?.[1];
  return own ?? /^derived\.(?:serviceLevel|asa|leftOther)\.(.+)$/.exec(path)?.[1];
}

function countersOf(path: string, board: Board): CallCounters | undefined {
  const month = /^(?:months|derived\.monthServiceLevel)\.(\d{4}-\d\d)/.exec(path)?.[1];
  if (month !== undefined) return board.months[month]?.calls;
  if (path.startsWith('sittings.') || path.startsWith('derived.otherQueues.')) return undefined;
  const queue = queueIn(path);
  if (queue === undefined || queue === 'all') return totalOf(Object.values(board.queues));
  return board.queues[queue]?.today;
}

/** More parts than these are no formula that anybody reads. */
const MOST_PARTS = 8;

function formulaOf(
  definition: Definition,
  path: string,
  value: string,
  text: string,
  board: Board,
  { now, utcOffset, numerals, moments, words }: Around,
): string | undefined {
  const { count } = numerals;
  const moment = (): string => moments.clockOrDay(Number(value), now, utcOffset);
  const sum = (parts: readonly number[]): string | undefined =>
    parts.length > 1 && parts.length <= MOST_PARTS ? `${parts.map(count).join(' + ')} = ${text}` : undefined;
  const calls = countersOf(path, board);
  switch (definition) {
    case 'waiting':
      return path === 'now.waiting' ? sum(Object.values(board.queues).map(({ waiting }) => waiting)) : undefined;
    case 'serviceLevel': {
      if (!calls) return undefined;
      const known = judgedCalls(calls) - calls.abandonedInTarget;
      return `${count(calls.answeredInTarget)} ${words.inTarget} ÷ ${count(known)} ${words.judged} = ${text}`;
    }
    case 'asa': {
      if (!calls) return undefined;
      const answers = calls.answered - calls.waitUnknown;
      return `${count(calls.waitSecondsAnswered)} ${words.seconds} ÷ ${count(answers)} ${words.answers} = ${text}`;
    }
    case 'offered': {
      if (!calls) return undefined;
      const { answered, abandoned, timedOut, leftByKey, leftOtherwise, lost, waiting } = calls;
      return sum([answered, abandoned, timedOut, leftByKey + leftOtherwise, lost, waiting]);
    }
    case 'leftOther':
      return calls && sum([calls.leftByKey, calls.leftOtherwise]);
    case 'contacts': {
      const month = board.months[path.split('.')[1] ?? ''];
      return month && sum(Object.values(month.byChannel));
    }
    case 'longestWait':
      return words.joinedAt(moment());
    case 'talkTime':
      return words.answeredAt(moment());
    case 'deskSince':
      return words.beganAt(moment());
    default:
      return undefined;
  }
}

/** The outcome by which the calls behind a figure are listed: those in progress, then those of a day or a sitting. */
const outcomesNow: Partial<Record<Definition, string>> = {
  waiting: 'waiting',
  longestWait: 'waiting',
  talking: 'answered',
  talkTime: 'answered',
};
const outcomes: Partial<Record<Definition, string>> = {
  answered: 'answered',
  abandoned: 'abandoned',
  timedOut: 'timedOut',
  serviceLevel: 'answered',
  asa: 'answered',
  deskAnswered: 'answered',
  missed: 'missed',
};

/** Undefined where no list holds the calls of this figure and no others. */
function rowsOf(definition: Definition, path: string, board: Board): Explanation['rows'] {
  if (definition === 'county' || definition === 'others' || /^(?:derived\.)?month/.test(path))
    return { href: '/months', isReport: true };
  if (path.startsWith('derived.otherQueues.') || path === 'derived.moreWaiting') return undefined;
  const queue = queueIn(path);
  const of = {
    queue: queue === 'all' ? undefined : queue,
    desk: /^desks\.(.+)\.(?:today\.\w+|call\.answeredAt)$/.exec(path)?.[1],
    sitting: /^sittings\.(.+)\.\w+$/.exec(path)?.[1] ?? /^derived\.longest\.(.+)$/.exec(path)?.[1],
    county: /^counties\.(.+)\.\w+$/.exec(path)?.[1] ?? /^derived\.talking\.(.+)$/.exec(path)?.[1],
  };
  const now = outcomesNow[definition];
  const outcome = now ?? outcomes[definition];
  if (outcome === undefined && definition !== 'offered') return undefined;
  if (now !== undefined || of.sitting !== undefined) return { href: addressOf({ ...of, outcome }), isReport: false };
  if (board.day === undefined) return undefined;
  return { href: addressOf({ day: board.day, ...of, outcome }), isReport: false };
}
