import { messages } from '../state/messages.svelte.ts';
import { en } from './factor-messages.en.ts';
import { fa } from './factor-messages.fa.ts';

export const factors = messages(fa, en);
