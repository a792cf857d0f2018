// Callers' channels as Asterisk names them, and what its translator keeps with each.
import { idPattern } from '../../../shared/event-fields.ts';
import { idHidesNumber } from '../../../shared/machine-id.ts';
import { hidesNumber } from '../../../shared/number.ts';
import { createCalls, type CallsOf } from '../calls.ts';
import { foreignCallId, foreignIds, type ForeignIds } from '../foreign-call-id.ts';
import type { Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import type { Call } from '../visits.ts';

type Own = {
  tags: number;
  /** Since its last joining: it was asked to hang up; a desk took the call. */
  hangupRequested: boolean;
  dialAnswered: boolean;
  /** Its QueueCallerAbandon has come, so its QueueCallerLeave comes next. */
  leaveFollows: boolean;
  /** Queue of the dialplan's Queue() that runs or ran last, where Newexten shows it. */
  atQueue: string | undefined;
};
export type CallState = Call & Own;
export type Calls = CallsOf<Own>;

/** Uniqueid is `<systemname>-<epoch>.<n>`, or without the name; anything else could be a number in disguise (B8). */
const uniqueidPattern = /^([A-Za-z0-9_-]+-)?(?:1[5-9]|20)\d{8}\.\d{1,7}$/;

export function callIdOf(system: string, uniqueid: string, foreign?: ForeignIds): string {
  const [whole, name = ''] = uniqueidPattern.exec(uniqueid) ?? [];
  if (whole !== undefined && !hidesNumber(name) && !idHidesNumber(uniqueid)) {
    const slug = uniqueid.toLowerCase().replaceAll('.', '-');
    const id = slug.startsWith(`${system}-`) ? slug : `${system}-${slug}`;
    if (idPattern.test(id)) return id;
  }
  return foreignCallId(system, uniqueid, foreign);
}

/** The systemname in a Uniqueid, empty where there is none; undefined where an application chose the id. */
export function systemIn(uniqueid: string): string | undefined {
  const found = /^(?:(.+)-)?(?:1[5-9]|20)\d{8}\.\d+$/.exec(uniqueid);
  return found ? (found[1] ?? '') : undefined;
}

/** When a channel was made, to the second (epoch ms), as its Uniqueid shows it; undefined where an application chose the id. */
export function madeAt(uniqueid: string): number | undefined {
  const [, second] = /(?:^|-)((?:1[5-9]|20)\d{8})\.\d+$/.exec(uniqueid) ?? [];
  return second === undefined ? undefined : Number(second) * 1000;
}

/** A Uniqueid shows the second in which its channel was made. */
const MADE_WITHIN_MS = 1_000;

const own = (): Own => ({
  tags: 0,
  hangupRequested: false,
  dialAnswered: false,
  leaveFollows: false,
  atQueue: undefined,
});

/** `began`: the time of the first event of this connection, by the telephone system's clock. */
type Parts = { system: string; names: Names; recall: KnownCalls; began?: () => number | undefined };

export const createAsteriskCalls = ({ system, began = () => undefined, ...parts }: Parts): Calls =>
  createCalls({
    ...parts,
    own,
    idOf: (uniqueid) => callIdOf(system, uniqueid, foreignIds(parts)),
    isOlder: (uniqueid) => (madeAt(uniqueid) ?? Infinity) < (began() ?? -Infinity) - MADE_WITHIN_MS,
  });
