import { messages } from '../state/messages.svelte.ts';
import { sayEn } from './audit.en.ts';
import { sayFa } from './audit.fa.ts';
import { sayChangeEn } from './changes.en.ts';
import { sayChangeFa } from './changes.fa.ts';
import { en } from './messages.en.ts';
import { fa } from './messages.fa.ts';

export const t = messages(fa, en);
/** The sentence for an entry of the audit log. */
export const auditSentence = messages(sayFa, sayEn);
/** The sentence for a change of a contact, call or case. */
export const changeSentence = messages(sayChangeFa, sayChangeEn);
