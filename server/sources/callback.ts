// What a dialplan reports of calling back → events. Pure. It knows numbers and handles; only handles come here (B8).
import { callbackOutcomes, handlePattern, type CallbackOutcome } from '../../shared/callbacks.ts';
import type { RawEvent } from '../../shared/event.ts';
import { shortHash } from './names.ts';

type Kept = { call: string; handle: string | undefined; instead: string | undefined; at: number };

/** `instead`: an earlier call of the same number, whose handle is gone. A handle that is none leaves no trace: it may be a number. */
export function numberKept({ call, handle = '', instead, at }: Kept): readonly RawEvent[] {
  if (!handlePattern.test(handle)) return [];
  const earlier = instead === undefined || instead === call ? {} : { instead };
  return [{ type: 'call.kept', id: `${call}/kept`, at, call, handle, ...earlier }];
}

type CalledBack = { call: string; outcome: string | undefined; by: string; at: number };

/** `by`: the channel that called back, so that two links report one attempt. */
export function calledBack({ call, outcome = '', by, at }: CalledBack): readonly RawEvent[] {
  const known = outcome.trim().toLowerCase();
  if (!isOutcome(known)) return [];
  return [{ type: 'call.calledback', id: `${call}/calledback/${shortHash(by)}/${known}`, at, call, outcome: known }];
}

const isOutcome = (word: string): word is CallbackOutcome => (callbackOutcomes as readonly string[]).includes(word);
