// A telephone call: an Asterisk rings a number and its dialplan says the alert; a key acknowledges it. By an AMI user of its own
// with the right to originate calls, because the one that the wall reads with must not have it.
import { randomBytes } from 'node:crypto';
import { isRule, rules } from '../../shared/rules.ts';
import { SECOND } from '../../shared/time.ts';
import type { Connection } from '../sources/asterisk/connection.ts';
import { openConnection } from '../sources/asterisk/connection.ts';
import type { EndCode } from '../sources/asterisk/end-codes.ts';
import type { Packet } from '../sources/asterisk/wire.ts';
import type { AlertMessage, Outcome, Unsent } from './outcome.ts';
import { createCallProgress } from './phone-progress.ts';
import { ownNetwork } from './public-only.ts';

export type PhoneSettings = {
  host: string;
  port: number;
  /** TLS. */
  secure: boolean;
  user: string;
  secret: string;
  /** What rings, as Asterisk dials it: PJSIP/1201, or PJSIP/… through a trunk. */
  dial: string;
  /** The dialplan context that says the alert. */
  context: string;
  /** The number that the called sees. */
  callerNumber?: string | undefined;
  /** The account that acknowledges by the key; without it nobody does. */
  account?: string | undefined;
};

/** In ms and never 0: that would ring without limit. */
export const RING_MS = 30 * SECOND;
/** Ringing, and what the dialplan says; shorter than the lease of a claim. */
export const PHONE_LIMIT_MS = 75 * SECOND;

export async function sendPhone(
  settings: PhoneSettings,
  message: AlertMessage,
  allowLocal: boolean,
  limits: { ringMs: number; limitMs: number } = { ringMs: RING_MS, limitMs: PHONE_LIMIT_MS },
): Promise<Outcome> {
  // A telephone system lies in the own network or is a public address of the office's own: both are to be allowed.
  if (!allowLocal) return ownNetwork;
  const channelId = `wallboard-${randomBytes(8).toString('hex')}`;
  const key = alertKey(message, channelId.slice(-8));
  const outcome = await new Promise<Outcome>((resolve) => {
    const progress = createCallProgress({ channelId, key, ringMs: limits.ringMs, done: finish });
    const timer = setTimeout(() => finish(progress.atLimit()), limits.limitMs);
    let isDone = false;
    function finish(result: Outcome): void {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      progress.stop();
      connection.end('stopped');
      resolve(result);
    }
    const { host, port, secure, user, secret } = settings;
    const connection: Connection = openConnection({ host, port, secure, user, secret }, Date.now, {
      ready: ({ ask }) => {
        ask('Originate', originate(settings, { channelId, key, ringMs: limits.ringMs })).then(
          progress.asked,
          () => {}, // The end is reported by `ended`.
        );
      },
      event: (packet: Packet) => progress.event(packet),
      activity: () => {},
      dropped: () => {},
      // Once it was answered another call would only repeat it, though nothing more is reported of this one.
      ended: (code) => finish(progress.isAnswered() ? progress.atLimit() : endOutcome(code, progress.wasAsked())),
    });
  });
  return outcome.ok && outcome.isSeen === true && settings.account !== undefined
    ? { ...outcome, seenBy: settings.account }
    : outcome;
}

/** Kind, rule, whole value (of a surge its calls) and a random part: digits that a dialplan takes apart, and no text. */
export function alertKey({ kind, data }: Pick<AlertMessage, 'kind' | 'data'>, random: string): string {
  const { rule, value, calls = value } = data as { rule?: unknown; value?: unknown; calls?: unknown };
  const number = isRule(rule) ? rules.indexOf(rule) + 1 : 0;
  const whole = typeof calls === 'number' ? Math.max(0, Math.round(calls)) : 0;
  return [kinds[kind], number, whole, random].join('-');
}
const kinds = { raised: 1, reminder: 1, cleared: 2, test: 3 } as const satisfies Record<AlertMessage['kind'], number>;

function originate(
  { dial, context, callerNumber }: PhoneSettings,
  { channelId, key, ringMs }: { channelId: string; key: string; ringMs: number },
): Record<string, string> {
  return {
    Channel: dial,
    Context: context,
    Exten: 's',
    Priority: '1',
    Timeout: String(ringMs),
    // Without a number the called sees `asterisk`.
    CallerID: `"Wallboard" <${callerNumber ?? '111'}>`,
    Variable: `__ALERT=${key}`,
    ChannelId: channelId,
    OtherChannelId: `${channelId}-2`,
    Async: 'true',
  };
}

function endOutcome(code: EndCode, wasAsked: boolean): Unsent {
  const perhaps = wasAsked ? { perhaps: true } : {};
  switch (code) {
    case 'login-refused':
    case 'login-in-use':
      return { ok: false, reason: 'sign-in', detail: code, final: true };
    case 'certificate':
    case 'certificate-name':
    case 'certificate-expired':
      return { ok: false, reason: 'certificate', detail: code };
    case 'unreachable':
      return { ok: false, reason: 'unreachable', detail: code };
    default:
      return { ok: false, reason: 'connection', detail: code, ...perhaps };
  }
}
