// What lines of queue_log report of how a caller left, or a talk ended, and where their seconds stand.
import type { StoredOf } from '../../../shared/event.ts';

type Reason = StoredOf<'call.left'>['reason'];
/** Where the wait stands among the data of a leaving, if anywhere. */
export const leavings: Readonly<Record<string, { reason: Reason; wait?: number }>> = {
  ABANDON: { reason: 'abandoned', wait: 2 },
  EXITWITHTIMEOUT: { reason: 'timeout', wait: 2 },
  EXITWITHKEY: { reason: 'key', wait: 3 },
  EXITEMPTY: { reason: 'empty', wait: 2 },
  WITHDRAW: { reason: 'withdrawn', wait: 2 },
  // The two channels had no format in common: Queue() drops the call.
  SYSCOMPAT: { reason: 'other' },
};
/**
 * Where hold and talk stand among the data of an end, and which side ended it. An attended transfer names one channel or two,
 * or a bridge, so its seconds are counted from the end. TRANSFER is what Asterisk 11 and older called a blind one.
 */
export const endings: Readonly<Record<string, { by: StoredOf<'call.ended'>['by']; hold: number; talk: number }>> = {
  COMPLETECALLER: { by: 'caller', hold: 0, talk: 1 },
  COMPLETEAGENT: { by: 'desk', hold: 0, talk: 1 },
  BLINDTRANSFER: { by: 'transfer', hold: 2, talk: 3 },
  TRANSFER: { by: 'transfer', hold: 2, talk: 3 },
  ATTENDEDTRANSFER: { by: 'transfer', hold: -3, talk: -2 },
};
