// Links to one Asterisk that come and go, each at times of its own, and compare with its lists as they come: no call is lost or
// counted twice.
import { expect, it } from 'vitest';
import { createAgents } from '../../../server/sources/asterisk/agents.ts';
import type { SavedLogMemory } from '../../../server/sources/asterisk/log-memory.ts';
import { resync } from '../../../server/sources/asterisk/resync.ts';
import { createTranslator, type Translator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { truthOf } from '../../support/asterisk-truth.ts';
import { createRecordedAsterisk, readRecording, type Arrived } from '../../support/recorded-asterisk.ts';
import { createReplayLog, plainProfile, textOf } from '../../support/replay-asterisk.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const STEP_MS = 100;
/** queue_log is followed this far behind. */
const BEHIND_MS = 3_000;
/** Before the end all are there for good. */
const CALM_MS = 25_000;
/** Answers are taken this long after they came; counters are compared when no call finished around. */
const QUIET_MS = 300;
/** By then a connection has seen all that led to what it sees: a hang-up may show in the queue up to 1.5 s later. */
const SETTLED_MS = 4_000;
const names = createNames(plainProfile);

/**
 * What a link has: AMI, and queue_log where it is healed. `isDeaf`: no event comes, as for a user without rights; `isRefused`: it may not
 * ask for lists.
 */
type Link = { name: string; reads: boolean; isDeaf?: boolean; isRefused?: boolean };
/** One connection. */
type Session = {
  upAt: number;
  opensAt: number;
  healsAt: number;
  translator?: Translator;
  loggedUntil?: number | undefined;
  isHealed?: boolean;
  held: Arrived[] | undefined;
  finishedAt: number;
  asked?: { at: number; asOf: number; answers: ReturnType<ReturnType<typeof createRecordedAsterisk>['answers']> };
  isCompared: boolean;
};

/** `isCovered`: one link is up at any time. */
function boardOf(recording: ReturnType<typeof readRecording>, links: Link[], isCovered: boolean, random: () => number) {
  const { packets, lines } = recording;
  const first = packets[0]?.ms ?? 0;
  const last = Math.max(packets.at(-1)?.ms ?? 0, lines.at(-1)?.at ?? 0) + CALM_MS + 5_000;
  const asterisk = createRecordedAsterisk(recording);
  const log = createReplayLog();
  log.startDay(first);
  const sessions = new Map<Link, Session>();
  const kept = new Map<Link, { read: number; memory?: SavedLogMemory | undefined; changesAt: number }>(
    links.map((link) => [link, { read: 0, changesAt: first }]),
  );

  const take = (session: Session, { ms, packet }: Arrived): void => {
    if (/^(AgentComplete|QueueCallerAbandon)$/.test(packet['Event'] ?? '')) session.finishedAt = ms;
    const at = packet['Timestamp'] === undefined ? ms : Math.round(Number(packet['Timestamp']) * 1000);
    if (session.translator) log.store(session.translator.translate(packet, at, ms), 'pbx111');
  };
  const turn = (link: Link, now: number): void => {
    const own = kept.get(link)!;
    if (now < own.changesAt) return;
    const isCalm = now > last - CALM_MS;
    const isThere = ({ isCompared, upAt }: Session): boolean => isCompared && now > upAt + SETTLED_MS;
    const isAlone = ![...sessions].some(([one, session]) => one !== link && isThere(session));
    if (isCovered && sessions.has(link) && isAlone && !isCalm) return void (own.changesAt = now + 1_000);
    const isUp = isCalm || !sessions.has(link);
    own.changesAt = isCalm ? Infinity : now + (isUp ? 3_000 + random() * 20_000 : 500 + random() * 8_000);
    if (!isUp) return void sessions.delete(link);
    const opensAt = now + 100 + random() * 400;
    const healsAt = opensAt + (link.reads ? random() * 1_500 : 0);
    sessions.set(link, { upAt: now, opensAt, healsAt, held: [], finishedAt: -Infinity, isCompared: false });
  };
  const heal = (link: Link, session: Session, now: number): void => {
    if (now < session.opensAt) return;
    const own = kept.get(link)!;
    if (!session.translator) {
      session.translator = createTranslator({
        system: 'pbx111',
        names,
        recall: log.recall,
        agents: createAgents(names),
      });
      session.loggedUntil = log.recall.lastAt('pbx111');
      session.translator.logMemory.load(own.memory);
    }
    if (now < session.healsAt) return;
    const until = session.isHealed ? now - BEHIND_MS : now;
    for (let line = lines[own.read]; link.reads && line && line.at + 999 <= until; line = lines[++own.read])
      log.store(session.translator.read(line.text, now), 'pbx111');
    own.memory = session.translator.logMemory.save();
    session.isHealed = true;
    const before = session.held ?? [];
    session.held = undefined;
    for (const one of before) take(session, one);
  };
  const compare = (link: Link, session: Session, now: number): void => {
    const { translator, loggedUntil, asked } = session;
    if (!translator || !session.isHealed || session.isCompared || link.isDeaf || link.isRefused) return;
    if (!asked) {
      const known = Math.max(loggedUntil ?? 0, translator.latest() ?? 0);
      session.asked = { at: now, asOf: Math.min(known ? known + 1 : now, now), answers: asterisk.answers(now) };
    } else if (now > asked.at + QUIET_MS) {
      delete session.asked;
      const isQuiet = session.finishedAt < asked.at - QUIET_MS;
      if (!isQuiet && !link.reads) return;
      const { answers, asOf, at: pbxNow } = asked;
      const known = { system: 'pbx111', link: link.name, names, recall: log.recall, translator, loggedUntil };
      const when = { asOf, pbxNow, todayFrom: 0, healed: !isQuiet, counted: isQuiet };
      log.store(resync({ ...known, ...when, answers }), 'pbx111');
      session.isCompared = isQuiet;
    }
  };

  let next = 0;
  for (let now = first; now <= last; now += STEP_MS) {
    for (const link of links) turn(link, now);
    for (const { translator } of sessions.values()) if (translator) log.store(translator.tick(now), 'pbx111');
    for (let one = packets[next]; one && one.ms <= now; one = packets[++next]) {
      asterisk.receive(one);
      for (const [link, session] of sessions)
        if (session.held) session.held.push(one);
        else if (!link.isDeaf) take(session, one);
    }
    for (const [link, session] of sessions) {
      if (link.isDeaf) session.held = [];
      heal(link, session, now);
      compare(link, session, now);
    }
  }
  expect(log.refused).toEqual([]);
  return log.fold.board;
}

const ways: [string, boolean, (random: () => number) => Link[]][] = [
  [
    'one with AMI alone and one that reads queue_log',
    false,
    (random) => [
      { name: 'a', reads: false },
      { name: 'b', reads: true, isDeaf: random() < 0.3 },
    ],
  ],
  [
    'one with AMI alone and one that reads queue_log, neither of which may ask for lists',
    false,
    (random) => [
      { name: 'a', reads: false, isRefused: true },
      { name: 'b', reads: true, isRefused: true, isDeaf: random() < 0.3 },
    ],
  ],
  ['one that reads queue_log', false, () => [{ name: 'a', reads: true }]],
  [
    'two with AMI alone, of which one is always up',
    true,
    () => [
      { name: 'a', reads: false },
      { name: 'b', reads: false },
    ],
  ],
];
const recordings = [
  'day-small',
  'from-outside',
  'leave-ways',
  'local-member',
  'replaced',
  'ringall-noanswer',
  'transfers',
];

it.each(ways.flatMap(([title, ...way]) => recordings.map((name) => [title, name, ...way] as const)))(
  '%s: all calls of %s, each once (seeded)',
  (_title, name, isCovered, linksOf) => {
    const recording = readRecording(name);
    const { queues, desks } = truthOf(textOf(`${name}.queue_log`));
    const base = Number(process.env['SEED'] ?? 1);
    for (let seed = base; seed < base + Number(process.env['ROUNDS'] ?? 2); seed++) {
      const random = seededRandom(seed);
      const board = boardOf(recording, linksOf(random), isCovered, random);
      for (const [id, counts] of Object.entries(queues)) {
        const { unheard = 0, ...today } = board.queues[id]?.today ?? {};
        expect({ seed, id, unheard, ...today }).toMatchObject({ seed, id, unheard: 0, ...counts });
      }
      for (const [id, counts] of Object.entries(desks))
        expect({ seed, id, ...board.desks[id]?.today }).toMatchObject({ seed, id, ...counts });
    }
  },
);
