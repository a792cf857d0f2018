// What the page of citizens to be called back says in English.
import { callWords } from '../../shared/call-words.ts';
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  title: 'Call back',
  parts: { all: 'Lists of call-backs', open: 'To be called', done: 'Done', expired: 'Expired' },
  counted: (name, count) => `${name} (${count})`,
  what: 'Citizens who called and did not reach an official. Their numbers are in the telephone system only, which deletes them after seven days.',
  how: 'Dial the code of a row on your own extension, then record what came of it.',
  dial: 'Code to dial',
  outcomes: {
    reached: 'Talked to',
    unreached: 'No answer',
    wrong: 'Somebody else answered',
    declined: 'Call not needed',
    again: 'Called again and was answered',
  },
  record: 'Record the result',
  recorded: (outcome) => `Recorded: ${outcome}`,
  gone: 'This citizen is not on the list any more; the list was read again.',
  takeBack: 'Take back',
  called: (when) => `Called ${when}`,
  waited: (time) => `waited ${time}`,
  outcome: { ...callWords.en.outcome, leftOtherwise: 'Other exit', refused: 'Turned away' },
  times: (count) => `${count} calls`,
  expires: (when) => `code valid until ${when}`,
  expired: (when) => `code was valid until ${when}`,
  last: (outcome, by, when) => `${outcome} · ${by} · ${when}`,
  byTelephony: 'telephone system',
  tries: (count) => `${count} tries`,
  more: 'Show more',
  loading: 'Loading…',
  none: {
    open: 'Nobody is to be called back.',
    done: 'Nobody was called back in the last two weeks.',
    expired: 'No code expired in the last two weeks.',
  },
  setUp: 'If this list is always empty, the telephone system is not set up for calling back yet.',
};
