import { messages } from '../state/messages.svelte.ts';
import { en } from './notice-messages.en.ts';
import { fa } from './notice-messages.fa.ts';

export const t = messages(fa, en);
