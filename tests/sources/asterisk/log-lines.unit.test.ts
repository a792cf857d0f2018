// Every verb and form of a line of queue_log, as Asterisk from 1.2 to 24 writes them, counts as app_queue meant it.
import { describe, expect, it } from 'vitest';
import { createAgents } from '../../../server/sources/asterisk/agents.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';

const EPOCH = 1_795_500_000;
const names = createNames(plainProfile);

/** The log after these lines, each `seconds|call|rest` from a fixed epoch on; each list is read by a translator of its own. */
function after(...readings: (readonly string[])[]) {
  const log = createReplayLog();
  log.startDay(EPOCH * 1000);
  for (const lines of readings) {
    const translator = createTranslator({ system: 'pbx', names, recall: log.recall, agents: createAgents(names) });
    for (const line of lines)
      log.store(
        translator.read(
          line.replace(/^\uFEFF?-?\d+/, (time) => time.replace(/-?\d+/, (n) => `${EPOCH + Number(n)}`)),
          0,
        ),
        'pbx',
      );
  }
  expect(log.refused).toEqual([]);
  return log;
}
const queue = (log: ReturnType<typeof after>, id = 'q') => log.fold.board.queues[id]?.today;
const call = (n: number): string => `pbx-${EPOCH}.${n}`;
const c = call(1);
const joinedAndAnswered = [`10|${c}|q|NONE|ENTERQUEUE||0113|1`, `17|${c}|q|a1|CONNECT|7|${c}9|2`];

describe('an end', () => {
  it.each([
    ['COMPLETECALLER|7|130|1', 130],
    ['COMPLETEAGENT|7|130|1', 130],
    ['BLINDTRANSFER|1501|from-internal|7|130|1', 130],
    ['TRANSFER|600|from-internal|7|22', 22],
    ['TRANSFER|600|from-internal|7|22|1', 22],
    ['ATTENDEDTRANSFER|BRIDGE|3f1c-9|7|130|1', 130],
    ['ATTENDEDTRANSFER|APP|Queue|7|130|1', 130],
    ['ATTENDEDTRANSFER|LINK|Local/9@x-00000001;1|Local/9@x-00000001;2|7|130|1', 130],
  ])('%s has this talk', (verb, talk) => {
    const log = after([...joinedAndAnswered, `${17 + talk}|${c}|q|a1|${verb}`]);
    expect(queue(log)).toMatchObject({
      offered: 1,
      answered: 1,
      completed: 1,
      talkSeconds: talk,
      waitSecondsAnswered: 7,
    });
  });

  it('without a talk that can be read leaves it unknown', () => {
    const log = after([...joinedAndAnswered, `40|${c}|q|a1|COMPLETECALLER`]);
    expect(queue(log)).toMatchObject({ answered: 1, completed: 0, talkUnknown: 1 });
  });
});

describe('a leaving', () => {
  it.each([
    ['ABANDON|1|1|5', { abandoned: 1, waitSecondsAbandoned: 5 }],
    ['EXITWITHTIMEOUT|1|1|5', { timedOut: 1 }],
    ['EXITWITHTIMEOUT|1', { timedOut: 1 }],
    ['EXITWITHKEY|9|1|1|5', { leftByKey: 1 }],
    ['EXITWITHKEY|9|1', { leftByKey: 1 }],
    ['EXITEMPTY|1|1|5', { leftOtherwise: 1 }],
    ['WITHDRAW|1|1|5|info', { leftOtherwise: 1 }],
  ])('%s counts', (verb, counts) => {
    const log = after([`10|${c}|q|NONE|ENTERQUEUE||0113|1`, `15|${c}|q|NONE|${verb}`]);
    expect(queue(log)).toMatchObject({ offered: 1, waiting: 0, lost: 0, ...counts });
  });

  it('SYSCOMPAT left otherwise: Queue() dropped the call', () => {
    const log = after([`10|${c}|q|NONE|ENTERQUEUE||0113|1`, `15|${c}|q|a1|SYSCOMPAT|`]);
    expect(queue(log)).toMatchObject({ offered: 1, waiting: 0, lost: 0, leftOtherwise: 1 });
  });

  it('without a joining is no caller of this queue', () => {
    expect(queue(after([`15|${c}|q|NONE|ABANDON|1|1|5`]))?.offered ?? 0).toBe(0);
  });

  it('AGENTDUMP and RINGCANCELED are none: the caller waits on', () => {
    const log = after([
      `10|${c}|q|NONE|ENTERQUEUE||0113|1`,
      `12|${c}|q|a1|AGENTDUMP|`,
      `14|${c}|q|a1|RINGCANCELED|900`,
      `16|${c}|q|NONE|EXITWITHKEY|9|1|1|6`,
    ]);
    expect(queue(log)).toMatchObject({ offered: 1, leftByKey: 1, missed: 0 });
  });
});

describe('an answer or an end of which the beginning is gone', () => {
  it('counts from its CONNECT on', () => {
    const log = after([`12|${c}|q|a1|CONNECT|2|${c}9|1`, `16|${c}|q|a1|COMPLETECALLER|2|4|1`]);
    expect(queue(log)).toMatchObject({
      offered: 1,
      answered: 1,
      completed: 1,
      talkSeconds: 4,
      waitSecondsAnswered: 2,
      waiting: 0,
    });
  });

  it.each(['COMPLETECALLER|12|6|1', 'COMPLETEAGENT|12|6|1', 'TRANSFER|600|x|12|6', 'ATTENDEDTRANSFER|BRIDGE|b|12|6|1'])(
    'counts by %s alone',
    (verb) => {
      const log = after([`30|${c}|q|a1|${verb}`]);
      expect(queue(log)).toMatchObject({
        offered: 1,
        answered: 1,
        completed: 1,
        talkSeconds: 6,
        waitSecondsAnswered: 12,
      });
      expect(log.fold.board.desks['a1']?.today).toMatchObject({ answered: 1, completed: 1, talkSeconds: 6 });
    },
  );

  it('counts where a telephone forwards at once, so that no CONNECT is written', () => {
    const log = after([`10|${c}|q|NONE|ENTERQUEUE||0113|1`, `190|${c}|q|a1|ATTENDEDTRANSFER|BRIDGE|b|3|177|1`]);
    expect(queue(log)).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 177, lost: 0 });
  });

  it('counts once where its lines come again', () => {
    const lines = [`12|${c}|q|a1|CONNECT|2|${c}9|1`, `16|${c}|q|a1|COMPLETECALLER|2|4|1`];
    for (const log of [
      after([...lines, ...lines]),
      after(lines, lines),
      after(lines, lines.slice(1)),
      after(lines.slice(1), lines),
    ])
      expect(queue(log)).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 4 });
  });
});

describe('a caller who was transferred into a queue where the desk had waited in his place', () => {
  const [desk, caller] = [call(7), call(1)];
  const before = [
    `10|${caller}|sari|NONE|ENTERQUEUE||0113|1`,
    `11|${caller}|sari|m-1201|CONNECT|1|${call(2)}|1`,
    `15|${desk}|babol|NONE|ENTERQUEUE||1201|1`,
    `17|${caller}|sari|m-1201|ATTENDEDTRANSFER|APP|Queue|1|6|1`,
    `25|${caller}|babol|m-1302|RINGNOANSWER|5000`,
    `36|${caller}|babol|m-1303|RINGNOANSWER|5000`,
  ];
  const answered = [
    `48|${caller}|babol|m-1301|CONNECT|33|${call(9)}|1`,
    `56|${caller}|babol|m-1301|COMPLETECALLER|33|8|1`,
  ];
  const counts = {
    offered: 1,
    answered: 1,
    completed: 1,
    lost: 0,
    waiting: 0,
    missed: 2,
    talkSeconds: 8,
    waitSecondsAnswered: 33,
  };

  it('counts once there, and as one contact', () => {
    const log = after([...before, ...answered]);
    expect(queue(log, 'babol')).toMatchObject(counts);
    expect(Object.values(log.fold.board.months)[0]?.contacts).toBe(1);
  });

  it('counts once where the lines are read in two parts, or twice', () => {
    const all = [...before, ...answered];
    for (let cut = 0; cut <= all.length; cut++) {
      expect(queue(after(all.slice(0, cut), all.slice(cut)), 'babol'), `cut ${cut}`).toMatchObject({
        ...counts,
        missed: expect.any(Number),
      });
      expect(queue(after(all.slice(0, cut), all), 'babol'), `again ${cut}`).toMatchObject(counts);
    }
  });

  it.each([
    ['ABANDON|1|1|33', 'abandoned'],
    ['EXITWITHTIMEOUT|1|1|33', 'timedOut'],
  ])('%s is his', (verb, way) => {
    const log = after([...before, `48|${caller}|babol|NONE|${verb}`]);
    expect(queue(log, 'babol')).toMatchObject({ offered: 1, waiting: 0, [way]: 1 });
  });

  it('also where no queue had him before: the visit stays that of the channel that waited', () => {
    const [, , joined = ''] = before;
    const log = after([joined, ...answered]);
    expect(queue(log, 'babol')).toMatchObject({ ...counts, missed: 0 });
  });

  it('another caller who joined in that second keeps his own visit', () => {
    const other = call(8);
    const log = after([
      ...before.slice(0, 3),
      `15|${other}|babol|NONE|ENTERQUEUE||0114|2`,
      ...before.slice(3),
      ...answered,
      `60|${other}|babol|NONE|ABANDON|1|2|45`,
    ]);
    expect(queue(log, 'babol')).toMatchObject({ offered: 2, answered: 1, abandoned: 1, waiting: 0, lost: 0 });
  });
});

it('a waiting caller whose channel a bridge took over leaves by the line of the channel that stands for it', () => {
  const log = after([`10|${c}|q|NONE|ENTERQUEUE||0113|1`, `18|${call(52)}|q|NONE|ABANDON|1|1|8`]);
  expect(queue(log)).toMatchObject({ offered: 1, abandoned: 1, waiting: 0, waitSecondsAbandoned: 8 });
});

it('a line of a year that no event may have is left out, and the lines around it count', () => {
  const log = after([`10|${c}|q|NONE|ENTERQUEUE||0113|1`, `-${EPOCH - 946_684_800}|${c}|q|a1|CONNECT|7|${c}9|2`]);
  expect(queue(log)).toMatchObject({ offered: 1, answered: 0, waiting: 1 });
});
