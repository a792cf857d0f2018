import { messages } from '../state/messages.svelte.ts';
import { auditSentenceEn } from './audit.en.ts';
import { auditSentenceFa } from './audit.fa.ts';
import { changeSentenceEn } from './changes.en.ts';
import { changeSentenceFa } from './changes.fa.ts';
import { en } from './messages.en.ts';
import { fa } from './messages.fa.ts';

export const t = messages(fa, en);
/** The sentence for an entry of the audit log. */
export const auditSentence = messages(auditSentenceFa, auditSentenceEn);
/** The sentence for a change of a contact, call or case. */
export const changeSentence = messages(changeSentenceFa, changeSentenceEn);
