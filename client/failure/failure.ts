// Why a request brought nothing, in the language of this screen.
import { language } from '../state/language.svelte.ts';
import { common } from '../state/messages.svelte.ts';
import type { Failed } from '../text/failed.ts';
import { failureText, waitText } from './failure-text.ts';
import { t } from './messages.svelte.ts';

export const failure = (failed: Failed): string =>
  failureText(failed, { ...t.current, wrongOrigin: common.current.wrongOrigin }, language.current);

export const waitOf = (failed: Failed): string => waitText(failed, t.current, language.current);
