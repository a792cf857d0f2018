// The shape of a queue_log: names with "|", broken lines and starts of Asterisk.
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
          line.replace(/^\uFEFF?\d+/, (time) => time.replace(/\d+/, (n) => `${EPOCH + Number(n)}`)),
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

describe('a "|" in a name', () => {
  it('of a member moves the verb', () => {
    const log = after([
      `10|${c}|q|NONE|ENTERQUEUE||0113|1`,
      `15|${c}|q|Ali | Sales|CONNECT|5|${c}9|4`,
      `25|${c}|q|Ali | Sales|COMPLETEAGENT|5|10|1`,
      `30|${call(2)}|q|NONE|ENTERQUEUE||0113|1`,
      `31|${call(2)}|q|Ali | Sales|RINGNOANSWER|1000`,
      `35|${call(2)}|q|NONE|ABANDON|1|1|5`,
    ]);
    expect(queue(log)).toMatchObject({
      offered: 2,
      answered: 1,
      completed: 1,
      abandoned: 1,
      missed: 1,
      talkSeconds: 10,
    });
    expect(Object.values(log.fold.board.desks).map(({ name }) => name)).toEqual(['Ali | Sales']);
  });

  it('of a queue moves the member, too', () => {
    const log = after([
      `10|${c}|sari|urgent|NONE|ENTERQUEUE||0113|1`,
      `15|${c}|sari|urgent|Ali|CONNECT|5|${c}9|4`,
      `25|${c}|sari|urgent|Ali|COMPLETEAGENT|5|10|1`,
    ]);
    const [one, ...others] = Object.values(log.fold.board.queues);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ name: 'sari|urgent', today: { offered: 1, answered: 1, completed: 1 } });
    expect(Object.values(log.fold.board.desks).map(({ name }) => name)).toEqual(['Ali']);
  });
});

describe('the shape of a file', () => {
  it('a byte order mark and the line ends of Windows do not matter', () => {
    const log = after([`\uFEFF10|${c}|q|NONE|ENTERQUEUE||0113|1\r`, `15|${c}|q|NONE|ABANDON|1|1|5\r`]);
    expect(queue(log)).toMatchObject({ offered: 1, abandoned: 1, waitSecondsAbandoned: 5 });
  });

  it('verbs that an application writes change nothing', () => {
    const log = after([
      `10|${c}|q|NONE|ENTERQUEUE||0113|1`,
      `12|${c}|q|a1|MYEVENT|a|b|c`,
      `15|${c}|q|NONE|ABANDON|1|1|5`,
    ]);
    expect(queue(log)).toMatchObject({ offered: 1, abandoned: 1, answered: 0 });
  });

  it('lines that come twice in one file count once', () => {
    const lines = [
      ...joinedAndAnswered,
      `40|${c}|q|a1|COMPLETECALLER|7|23|1`,
      `41|${call(2)}|q|NONE|ENTERQUEUE||0114|1`,
      `49|${call(2)}|q|NONE|EXITWITHTIMEOUT|1|1|8`,
      `49|${call(2)}|q|NONE|ENTERQUEUE||0114|1`,
      `55|${call(2)}|q|NONE|ABANDON|1|1|6`,
    ];
    const counts = { offered: 3, answered: 1, completed: 1, timedOut: 1, abandoned: 1, waiting: 0 };
    expect(queue(after(lines))).toMatchObject(counts);
    expect(queue(after([...lines, ...lines]))).toMatchObject(counts);
    expect(queue(after(lines.flatMap((line) => [line, line])))).toMatchObject(counts);
    for (let from = 0; from < lines.length; from++)
      expect(queue(after([...lines, ...lines.slice(from)])), `from ${from}`).toMatchObject(counts);
  });

  it.each([
    ['of more than the wait', 17, -83],
    ['of less', 103, 3],
  ])('a clock that was set back in the middle of a wait, %s, loses nobody', (_by, at, wait) => {
    const log = after([
      `100|${c}|q|NONE|ENTERQUEUE||0113|1`,
      `130|${call(2)}|q|NONE|ENTERQUEUE||0114|1`,
      `${at}|${c}|q|a1|CONNECT|${wait}|${c}9|2`,
      `${at + 23}|${c}|q|a1|COMPLETECALLER|${wait}|23|1`,
    ]);
    expect(queue(log)).toMatchObject({ offered: 2, answered: 1, completed: 1, talkSeconds: 23, waiting: 1 });
  });
});

describe('a start of Asterisk', () => {
  it('loses the callers that wait, and the end of the talks', () => {
    const log = after([
      ...joinedAndAnswered,
      `20|${call(2)}|q|NONE|ENTERQUEUE||0114|1`,
      `60|NONE|NONE|NONE|QUEUESTART|`,
      `60|${call(3)}|q|NONE|ENTERQUEUE||0115|1`,
    ]);
    expect(queue(log)).toMatchObject({ offered: 3, answered: 1, talkUnknown: 1, lost: 1, waiting: 1 });
    expect(log.fold.board.now.waiting).toBe(1);
  });
});
