import { messages } from '../state/messages.svelte.ts';
import { en } from './telephony-messages.en.ts';
import { fa } from './telephony-messages.fa.ts';

export const t = messages(fa, en);
