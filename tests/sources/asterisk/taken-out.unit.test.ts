// A caller whose channel was taken out of the queue while he waited: app_queue reports how he left under another id.
import { expect, it } from 'vitest';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { createFold } from '../../../server/board/fold.ts';
import { createCalendar } from '../../../shared/calendar.ts';
import { pastFrom } from '../../support/memory-log.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';

const EPOCH = 1_795_500_000;
const at = (seconds: number): number => (EPOCH + seconds) * 1000;
const caller = `pbx-${EPOCH}.57`;
const joined = `${EPOCH + 7}|${caller}|q|NONE|ENTERQUEUE||0113|3`;
const left = `${EPOCH + 11}|pbx-${EPOCH}.84|q|NONE|ABANDON|1|3|4`;

function listening() {
  const log = createReplayLog();
  log.startDay(at(0));
  const names = createNames(plainProfile);
  /** Another server process, or another connection. */
  const begin = () => createTranslator({ system: 'pbx', names, recall: log.recall });
  const store = (events: Parameters<typeof log.store>[0]) => log.store(events, 'pbx');
  const today = () => log.fold.board.queues['q']?.today;
  return { begin, store, today, log };
}

it('also where that line is read by the next process, and nobody saw the joining', () => {
  const { begin, store, today } = listening();
  const one = begin();
  store(one.read(joined, 0));
  store(one.hear({ Event: 'BridgeEnter', Uniqueid: caller, Privilege: 'call,all' }, at(11), at(11)));
  expect(today()).toMatchObject({ offered: 1, abandoned: 1 });
  store(begin().read(left, 0));
  expect(today()).toMatchObject({ offered: 1, abandoned: 1, abandonWaitUnknown: 0, waitSecondsAbandoned: 4 });
});

it('also where nobody listened when that was, and another caller who joined in that second waits on', () => {
  const { begin, store, today } = listening();
  const other = `pbx-${EPOCH}.55`;
  const one = begin();
  store(one.read(joined.replace(caller, other), 0));
  store(one.read(joined, 0));
  store(one.hear({ Event: 'Hangup', Uniqueid: caller, Privilege: 'call,all' }, at(20), at(20)));
  const next = begin();
  store(next.read(left, 0));
  store(next.read(`${EPOCH + 11}|${other}|q|NONE|ABANDON|1|2|4`, 0));
  expect(today()).toMatchObject({ offered: 2, abandoned: 2, waiting: 0, waitSecondsAbandoned: 8 });
});

it('a fold that goes on from a checkpoint knows whose leaving is only supposed', () => {
  const { begin, store, log } = listening();
  const one = begin();
  store(one.read(joined, 0));
  store(one.hear({ Event: 'BridgeEnter', Uniqueid: caller, Privilege: 'call,all' }, at(11), at(11)));
  const { state } = log.fold.save();
  const restored = createFold({
    profile: plainProfile,
    calendar: createCalendar(),
    past: pastFrom(log.events),
    saved: state,
  });
  expect(restored.supposedCalls('pbx')).toEqual([`pbx-${EPOCH}-57`]);
  expect(log.fold.supposedCalls('pbx')).toEqual([`pbx-${EPOCH}-57`]);
});
