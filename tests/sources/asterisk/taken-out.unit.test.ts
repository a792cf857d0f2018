// A caller whose channel was taken out of the queue while he waited: app_queue reports how he left under another id.
import { describe, expect, it } from 'vitest';
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

describe('a caller who was taken out of the queue', () => {
  it('has abandoned once, also where the next process reads the line under the other id', () => {
    const { begin, store, today } = listening();
    const one = begin();
    store(one.read(joined, 0));
    store(one.translate({ Event: 'BridgeEnter', Uniqueid: caller, Privilege: 'call,all' }, at(11), at(11)));
    expect(today()).toMatchObject({ offered: 1, abandoned: 1 });
    store(begin().read(left, 0));
    expect(today()).toMatchObject({ offered: 1, abandoned: 1, abandonWaitUnknown: 0, waitSecondsAbandoned: 4 });
  });

  it('has that line, not another caller who joined in the same second and waits on', () => {
    const { begin, store, today } = listening();
    const other = `pbx-${EPOCH}.55`;
    const one = begin();
    store(one.read(joined.replace(caller, other), 0));
    store(one.read(joined, 0));
    store(one.translate({ Event: 'Hangup', Uniqueid: caller, Privilege: 'call,all' }, at(20), at(20)));
    const next = begin();
    store(next.read(left, 0));
    store(next.read(`${EPOCH + 11}|${other}|q|NONE|ABANDON|1|2|4`, 0));
    expect(today()).toMatchObject({ offered: 2, abandoned: 2, waiting: 0, waitSecondsAbandoned: 8 });
  });

  it('has the line that repeats the position at which he joined, though nobody saw that he was taken out', () => {
    const first = `pbx-${EPOCH}.31`;
    const second = `pbx-${EPOCH}.33`;
    const entered = [
      `${EPOCH + 7}|${first}|q|NONE|ENTERQUEUE||0113|4`,
      `${EPOCH + 7}|${second}|q|NONE|ENTERQUEUE||0114|5`,
    ];
    const lines = [
      `${EPOCH + 9}|pbx-${EPOCH + 9}.52|q|NONE|ABANDON|2|5|2`,
      `${EPOCH + 13}|${first}|q|NONE|ABANDON|1|4|6`,
    ];
    // Also where another process reads them: what it needs stands beside the mark.
    for (const isRestarted of [false, true]) {
      const { begin, store, today, log } = listening();
      const one = begin();
      for (const line of entered) store(one.read(line, 0));
      const next = isRestarted ? begin() : one;
      if (isRestarted) next.logMemory.load(one.logMemory.save());
      for (const line of lines) store(next.read(line, 0));
      expect(today()).toMatchObject({ offered: 2, abandoned: 2, waiting: 0, waitSecondsAbandoned: 8 });
      const waits = log.events.flatMap((event) => (event.type === 'call.left' ? [[event.call, event.waited]] : []));
      expect(waits).toEqual([
        [`pbx-${EPOCH}-33`, 2],
        [`pbx-${EPOCH}-31`, 6],
      ]);
      expect(next.logMemory.save()?.joinings).toEqual([]);
    }
  });

  describe('beside another who joined at the same position in the same second', () => {
    const first = `pbx-${EPOCH}.31`;
    const second = `pbx-${EPOCH}.33`;
    const entered = (caller: string) => `${EPOCH + 7}|${caller}|q|NONE|ENTERQUEUE||0113|5`;
    const taken = `${EPOCH + 9}|pbx-${EPOCH + 9}.52|q|NONE|ABANDON|2|5|2`;
    const packet = (more: Record<string, string>) => ({ Privilege: 'call,all', Queue: 'q', Uniqueid: first, ...more });
    const hungUp = { ...packet({}), Timestamp: String(EPOCH + 13.5) };

    it('has the line where another link saw that he was taken out after the line of his joining was read', () => {
      const { begin, store, today } = listening();
      const link = begin();
      store(link.translate(packet({ Event: 'QueueCallerJoin', Uniqueid: second }), at(7.5), at(7.5)));
      const reader = begin();
      for (const caller of [first, second]) store(reader.read(entered(caller), 0));
      store(link.translate(packet({ Event: 'BridgeEnter', Uniqueid: second }), at(9.8), at(9.8)));
      store(reader.read(taken, 0));
      store(reader.read(`${EPOCH + 13}|${first}|q|NONE|ABANDON|1|5|6`, 0));
      expect(today()).toMatchObject({ offered: 2, abandoned: 2, waiting: 0, waitSecondsAbandoned: 8 });
    });

    it.each(['a packet', 'a line'])('has it where nobody saw that, once %s shows that the other waited on', (by) => {
      const { begin, store, today } = listening();
      const link = begin();
      for (const [caller, joinedAt] of [
        [first, 7.1],
        [second, 7.6],
      ] as const)
        store(link.translate(packet({ Event: 'QueueCallerJoin', Uniqueid: caller }), at(joinedAt), at(joinedAt)));
      const reader = begin();
      for (const caller of [first, second]) store(reader.read(entered(caller), 0));
      store(reader.read(taken, 0));
      expect(today()).toMatchObject({ offered: 2, abandoned: 1, waiting: 1 });
      if (by === 'a packet') {
        store(reader.translate({ ...hungUp, Event: 'HangupRequest' }, at(13.5), at(13.5)));
        store(reader.translate({ ...hungUp, Event: 'QueueCallerAbandon', HoldTime: '6' }, at(13.5), at(13.5)));
        store(reader.translate({ ...hungUp, Event: 'QueueCallerLeave' }, at(13.5), at(13.5)));
      }
      store(reader.read(`${EPOCH + 13}|${first}|q|NONE|ABANDON|1|5|6`, 0));
      expect(today()).toMatchObject({ offered: 2, abandoned: 2, waiting: 0, waitSecondsAbandoned: 8 });
    });
  });

  it('is known to a fold that goes on from a checkpoint as one whose leaving is only supposed', () => {
    const { begin, store, log } = listening();
    const one = begin();
    store(one.read(joined, 0));
    store(one.translate({ Event: 'BridgeEnter', Uniqueid: caller, Privilege: 'call,all' }, at(11), at(11)));
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
});
