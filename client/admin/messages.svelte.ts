import { messages } from '../state/messages.svelte.ts';
import { sayEn } from './audit.en.ts';
import { sayFa } from './audit.fa.ts';
import { sayChangeEn } from './changes.en.ts';
import { sayChangeFa } from './changes.fa.ts';
import { en } from './messages.en.ts';
import { fa } from './messages.fa.ts';

export const t = messages(fa, en);
/** What an entry of the audit log says. */
export const auditSentence = messages(sayFa, sayEn);
/** What a change of a contact, call or case says. */
export const changeSentence = messages(sayChangeFa, sayChangeEn);
