import { messages } from '../state/messages.svelte.ts';
import { en } from './directory-messages.en.ts';
import { fa } from './directory-messages.fa.ts';

export const t = messages(fa, en);
