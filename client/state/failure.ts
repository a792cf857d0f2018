// Why a request brought nothing, in the language of this screen.
import { failureText, waitText } from '../failure/failure-text.ts';
import { en } from '../failure/messages.en.ts';
import { fa } from '../failure/messages.fa.ts';
import type { Failed } from '../text/failed.ts';
import { language } from './language.svelte.ts';
import { common, messages } from './messages.svelte.ts';

const t = messages(fa, en);

export const failure = (failed: Failed): string =>
  failureText(failed, { ...t.current, wrongOrigin: common.current.wrongOrigin }, language.current);

export const waitOf = (failed: Failed): string => waitText(failed, t.current, language.current);
