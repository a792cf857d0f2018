// What the administration says of the timetable that goes out, in the language of the screen.
import { messages } from '../state/messages.svelte.ts';
import { en } from './timetable-messages.en.ts';
import { fa } from './timetable-messages.fa.ts';

export const t = messages(fa, en);
