// Any queue_log, read in any pieces that overlap, with lines that come twice, gives the board of the file read once (B2).
import { expect, it } from 'vitest';
import type { Board } from '../../../shared/board.ts';
import { createAgents } from '../../../server/sources/asterisk/agents.ts';
import type { SavedLogMemory } from '../../../server/sources/asterisk/log-memory.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';
import { randomRuns } from '../../support/random-runs.ts';

const EPOCH = 1_795_500_000;
const names = createNames(plainProfile);

/** Lines of calls that join, rejoin, are rung, answered, transferred, forgotten or cut by a start of Asterisk. */
function randomLines(random: () => number): string[] {
  const lines: { at: number; text: string }[] = [];
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const whole = (most: number): number => Math.floor(random() * most);
  let started = -1;
  for (let n = 0; n < 25; n++) {
    const call = `pbx-${EPOCH}.${n}`;
    let at = whole(600);
    const write = (queue: string, agent: string, ...fields: (string | number)[]): void => {
      if (random() > 0.03) lines.push({ at, text: [`${EPOCH + at}`, call, queue, agent, ...fields].join('|') });
    };
    for (let visit = 0; visit <= whole(3); visit++) {
      const queue = pick(['sari', 'babol', 'a|b']);
      write(queue, 'NONE', 'ENTERQUEUE', '', '0113', 1);
      const joined = at;
      for (let ring = whole(3); ring > 0; ring--) {
        at += 1 + whole(8);
        write(queue, pick(['Ali', 'Reza | 2']), 'RINGNOANSWER', 1000);
      }
      at += whole(20);
      const wait = at - joined;
      const way = pick(['answered', 'answered', 'ABANDON', 'EXITWITHTIMEOUT', 'EXITWITHKEY', 'EXITEMPTY', 'SYSCOMPAT']);
      if (way !== 'answered') {
        const key = way === 'EXITWITHKEY' ? [9] : [];
        write(queue, 'NONE', way, ...(way === 'SYSCOMPAT' ? [] : [...key, 1, 1, wait]));
        if (way === 'ABANDON') break;
      } else {
        const desk = pick(['Ali', 'Reza | 2', 'm-1201']);
        write(queue, desk, 'CONNECT', wait, `${call}9`, 1);
        const talk = whole(90);
        at += talk;
        const end = pick(['COMPLETECALLER', 'COMPLETEAGENT', 'BLINDTRANSFER|1501|x', 'ATTENDEDTRANSFER|LINK|a;1|b;2']);
        write(queue, desk, end, wait, talk, 1);
        if (end.startsWith('COMPLETE')) break;
      }
      at += 4; // a joining in the seconds of the last one is that one
    }
  }
  if (random() < 0.5) {
    started = 100 + whole(400);
    lines.push({ at: started - 0.5, text: `${EPOCH + started}|NONE|NONE|NONE|QUEUESTART|` });
  }
  return lines.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
}

/** As AMI names them, or named them once. */
const agentsKnown = () => createAgents(names, { Ali: 'PJSIP/1', 'Reza | 2': 'PJSIP/2', 'm-1201': 'PJSIP/1201' });

function boardOf(pieces: readonly (readonly string[])[]): Board['queues'] {
  const log = createReplayLog();
  log.startDay(EPOCH * 1000);
  let saved: SavedLogMemory | undefined;
  for (const piece of pieces) {
    const translator = createTranslator({
      system: 'pbx',
      names,
      recall: log.recall,
      agents: agentsKnown(),
      everyStart: true,
    });
    translator.logMemory.load(saved);
    for (const line of piece) log.store(translator.read(line, 0), 'pbx');
    saved = translator.logMemory.save();
  }
  expect(log.refused).toEqual([]);
  return log.fold.board.queues;
}
const secondOf = (line: string | undefined): string | undefined => line?.split('|')[0];
const counts = (queues: Board['queues']) =>
  Object.fromEntries(
    Object.entries(queues).map(([id, { today, waiting, talking }]) => [
      id,
      { ...today, nowWaiting: waiting, nowTalking: talking },
    ]),
  );

it('the pieces of a queue_log give the board of the whole (seeded)', () => {
  const base = Number(process.env['SEED'] ?? 1);
  for (let seed = base; seed < base + randomRuns(150); seed++) {
    const random = seededRandom(seed);
    const lines = randomLines(random);
    const whole = counts(boardOf([lines]));
    const pieces: string[][] = [];
    for (let from = 0; from < lines.length;) {
      const to = from + 1 + Math.floor(random() * lines.length * 0.6);
      const piece = lines.slice(Math.max(0, from - Math.floor(random() * 20)), to);
      const again = random() < 0.5 ? [] : piece.slice(Math.floor(random() * piece.length));
      // Lines that stand twice within one second are two visits: a dialplan may send a caller back at once.
      pieces.push(secondOf(again[0]) === secondOf(piece.at(-1)) ? piece : [...piece, ...again]);
      from = to;
    }
    const inPieces = counts(boardOf(pieces));
    expect({ seed, ...inPieces }).toEqual({ seed, ...whole });
  }
});

/** A line `seconds` after the epoch. */
const line = (seconds: number, n: number, rest: string): string => `${EPOCH + seconds}|pbx-${EPOCH}.${n}|sari|${rest}`;

it('a desk that rang before a restart missed the caller whose joining has no line', () => {
  const rang = line(8, 0, 'Ali|RINGNOANSWER|1000');
  const answered = line(20, 0, 'm-1201|COMPLETECALLER|12|2|1');
  expect(boardOf([[rang], [answered]])['sari']?.today).toMatchObject({ offered: 1, missed: 1, completed: 1 });
});

it('lines of a channel that took the place of another repeat that visit in every reading', () => {
  const joined = line(8, 0, 'NONE|ENTERQUEUE||0113|1');
  const taken = [line(20, 1, 'm-1201|CONNECT|12|x|1'), line(22, 1, 'm-1201|COMPLETECALLER|12|2|1')];
  const counts = { offered: 1, answered: 1, completed: 1, waiting: 0 };
  expect(boardOf([[joined, ...taken], taken, [joined, ...taken]])['sari']?.today).toMatchObject(counts);
});

it('a caller whom a queue sends back at once joins it twice in one second', () => {
  const visit = [line(8, 0, 'NONE|ENTERQUEUE||0113|1'), line(8, 0, 'NONE|EXITEMPTY|1|1|0')];
  expect(boardOf([[...visit, ...visit]])['sari']?.today).toMatchObject({ offered: 2, leftOtherwise: 2 });
});

it('calls that are over are let go once they are durable, so that a long reading holds few of them', () => {
  const log = createReplayLog();
  log.startDay(EPOCH * 1000);
  const asked: string[] = [];
  const recall = { ...log.recall, visits: (id: string) => (asked.push(id), log.recall.visits(id)) };
  const translator = createTranslator({ system: 'pbx', names, recall, agents: agentsKnown() });
  const read = (text: string): void => log.store(translator.read(text, 0), 'pbx');
  for (let n = 0; n < 1_000; n++) {
    read(line(n, n, 'NONE|ENTERQUEUE||0113|1'));
    if (n % 10 !== 0) read(line(n, n, 'NONE|ABANDON|1|1|0'));
  }
  translator.forgetRead((EPOCH + 1_000) * 1000);
  asked.length = 0;
  for (let n = 0; n < 1_000; n++) read(line(1_001, n, 'NONE|ABANDON|1|1|9'));
  expect(asked).toHaveLength(900);
  expect(log.fold.board.queues['sari']?.today).toMatchObject({ offered: 1_000, abandoned: 1_000, waiting: 0 });
});
