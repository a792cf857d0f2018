// Why a directory gives no answer, as the sign-in page says it too.
import type { AwayReason } from '../../shared/directory.ts';
import { en } from '../failure/messages.en.ts';
import { fa } from '../failure/messages.fa.ts';
import { messages } from '../state/messages.svelte.ts';

const t = messages(fa, en);

export const awayText = (reason: AwayReason): string => t.current.away[reason] ?? reason;
/** Why somebody of it is not let in, or the code where there are no words for it. */
export const refusalText = (code: string): string => t.current.notLetIn[code] ?? t.current.away[code] ?? code;
