// What somebody did about an alert, as a sentence. Pure.
import type { AlertAction } from '../../shared/alert-actions.ts';
import { isolateAuto } from '../text/bidi.ts';
import type { Messages } from '../text/messages.fa.ts';

type Done = { action?: AlertAction | undefined; remark?: string | undefined };

/** Undefined where nothing was recorded. */
export function doneText(
  { action, remark }: Done,
  m: Pick<Messages, 'alertActions' | 'semicolon'>,
): string | undefined {
  const parts = [
    ...(action === undefined ? [] : [m.alertActions[action]]),
    ...(remark === undefined ? [] : [`«${isolateAuto(remark)}»`]),
  ];
  return parts.length === 0 ? undefined : parts.join(m.semicolon);
}
