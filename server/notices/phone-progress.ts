// What becomes of a call that an Asterisk was asked for, read from its events. The result is the answer to the action and the
// hangup of its channel together, in either order: the reason in the answer alone is the same for a busy and a dead telephone.
import { SECOND } from '../../shared/time.ts';
import type { Answer } from '../sources/asterisk/connection.ts';
import type { Packet } from '../sources/asterisk/wire.ts';
import type { Outcome, Unsent } from './outcome.ts';

type Parts = { channelId: string; key: string; ringMs: number; done: (outcome: Outcome) => void };

/** The hangup of a call that failed comes within so much. */
const HANGUP_MS = 2 * SECOND;
/** An answer that has not come so long after the ringing ends will not come: the user may not read events of calls. */
const ANSWER_LATE_MS = 5 * SECOND;
/** The event of the dialplan when the key was pressed. */
export const SEEN_EVENT = 'WallboardSeen';

export function createCallProgress({ channelId, key, ringMs, done }: Parts) {
  let wasAsked = false;
  let isAnswered = false;
  let hasFailed = false;
  let hasRung = false;
  let cause: string | undefined;
  let actionId: string | undefined;
  const early: Packet[] = [];
  let timer: NodeJS.Timeout | undefined;
  const after = (ms: number, outcome: () => Outcome): void => {
    clearTimeout(timer);
    timer = setTimeout(() => done(outcome()), ms);
  };
  const isOurs = (packet: Packet): boolean =>
    [packet['Uniqueid'], packet['DestUniqueid']].some((id) => id === channelId || id === `${channelId}-2`);

  const failed = (): Unsent => failureOf(cause, hasRung);
  const answered = (packet: Packet): void => {
    clearTimeout(timer);
    if (packet['Response'] === 'Success') {
      isAnswered = true;
      if (cause !== undefined) done({ ok: true, detail: 'answered' });
      return;
    }
    hasFailed = true;
    if (cause === undefined) after(HANGUP_MS, failed);
    else done(failed());
  };

  const event = (packet: Packet): void => {
    switch (packet['Event']) {
      case 'UserEvent':
        if (packet['UserEvent'] === SEEN_EVENT && packet['Alert'] === key)
          done({ ok: true, detail: 'seen', isSeen: true });
        return;
      case 'OriginateResponse':
        if (actionId === undefined) early.push(packet);
        else if (packet['ActionID'] === actionId) answered(packet);
        return;
      case 'Newstate':
      case 'DialState':
        if (isOurs(packet) && (packet['ChannelState'] === '5' || packet['DialStatus'] === 'RINGING')) hasRung = true;
        return;
      case 'Hangup':
        if (packet['Uniqueid'] !== channelId) return;
        cause = packet['Cause'] ?? '';
        if (isAnswered) done({ ok: true, detail: 'answered' });
        else if (hasFailed) done(failed());
        return;
      default:
    }
  };

  return {
    event,
    wasAsked: (): boolean => wasAsked,
    isAnswered: (): boolean => isAnswered,
    /** Asterisk has answered the action itself: it will try, or it will not. */
    asked({ ok, message, response }: Answer): void {
      wasAsked = true;
      // Such as `Permission denied` and `Extension does not exist.`: the same the next time.
      if (!ok) return done({ ok: false, reason: 'refused', detail: message, final: true });
      actionId = response['ActionID'];
      after(ringMs + ANSWER_LATE_MS, () => ({ ok: false, reason: 'no-call-events', final: true, perhaps: true }));
      const answer = early.find((one) => one['ActionID'] === actionId);
      if (answer) answered(answer);
      early.length = 0;
    },
    /** It was answered, and what the dialplan says takes its time. */
    atLimit: (): Outcome =>
      isAnswered
        ? { ok: true, detail: 'answered' }
        : { ok: false, reason: 'timeout', ...(wasAsked && { perhaps: true }) },
    stop: (): void => clearTimeout(timer),
  };
}

/** By Q.850 cause: https://docs.asterisk.org/Configuration/Miscellaneous/Hangup-Cause-Mappings/. */
function failureOf(cause: string | undefined, hasRung: boolean): Unsent {
  const detail = cause === undefined ? {} : { detail: `cause ${cause}` };
  switch (cause) {
    case '1':
      return { ok: false, reason: 'wrong-number', ...detail, final: true };
    case '17':
      return { ok: false, reason: 'busy', ...detail };
    case '21':
      return { ok: false, reason: 'refused', ...detail };
    default:
      // No answer and no telephone have the same cause.
      return { ok: false, reason: hasRung ? 'no-answer' : 'unreachable', ...detail };
  }
}
