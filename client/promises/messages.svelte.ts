import { messages } from '../state/messages.svelte.ts';
import { en } from './messages.en.ts';
import { fa } from './messages.fa.ts';

export const t = messages(fa, en);
