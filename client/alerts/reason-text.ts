// The sentence that says why a limit is reached. Pure: words and numbers are handed in.
import type { AlertReason } from '../../shared/alert-reasons.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { duration } from '../text/duration.ts';
import type { Messages } from '../text/messages.fa.ts';
import type { Numerals } from '../text/numerals.ts';

/** Undefined where nothing explains it. */
export function reasonText(
  reasons: readonly AlertReason[],
  m: Pick<Messages, 'alertReasons' | 'semicolon'>,
  numerals: Numerals,
): string | undefined {
  const texts = reasons.map((reason) => {
    switch (reason.kind) {
      case 'calls':
        return m.alertReasons.calls(numerals.count(reason.now), numerals.count(reason.usual));
      case 'talks':
        return m.alertReasons.talks(duration(reason.now, numerals), duration(reason.usual, numerals));
      case 'desks':
        return m.alertReasons.desks(numerals.count(reason.now), numerals.count(reason.planned));
      default:
        return unreachable(reason);
    }
  });
  return texts.length === 0 ? undefined : texts.join(m.semicolon);
}
