// The one error of a log that cannot be written, for all that write into it or answer for it.
import { errorText } from './error-text.ts';

/** The log did not take the events: disk full, read-only, or away. Nothing was acknowledged. */
export class LogUnwritable extends Error {
  readonly code = 'log-unwritable';
  constructor(cause: unknown) {
    super(`the log takes no events: ${errorText(cause)}`, { cause });
  }
}
