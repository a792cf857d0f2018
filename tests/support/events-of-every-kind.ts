// Random sets of events of every kind, seeded: calls and other tellings of them, comparisons with a telephone system, desks,
// sittings, contacts, cases, alerts, messages, requests for help, months from before, and days that a wrong clock began.
import fc from 'fast-check';
import { createCalendar, monthOf } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { generateCalls } from './generated-calls.ts';
import { seededRandom } from './seeded-random.ts';
import { storedUnchecked } from './stored-events.ts';

const calendar = createCalendar();

const NEW_YEAR = Date.parse('2026-03-20T20:30:00Z'); // midnight of 1 Farvardin 1405 in Tehran
const moments = [
  NEW_YEAR - 40_000, // the minutes around Nowruz: day, month and year turn at once
  Date.parse('2026-11-21T20:29:30Z'), // 30 Aban to 1 Azar
  Date.parse('2026-11-23T07:00:00Z'), // a plain morning
];

export type Case = { seed: number; from: number; calls: number };
export const cases = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  from: fc.constantFrom(...moments),
  calls: fc.integer({ min: 1, max: 14 }),
});

/** Other tellings of some of the events: by another link or system, only nearly right, supposed, with names, rings taken back. */
function toldAgain(events: readonly StoredEvent[], random: () => number): Record<string, unknown>[] {
  return events.flatMap((event, n) => {
    if (random() > 0.15) return [];
    const told: Record<string, unknown> = { ...event, id: `${event.id}~${n}` };
    if (random() < 0.5) told['at'] = event.at + Math.floor(random() * 4_000) - 2_000;
    if (random() < 0.2) told['source'] = 'pbx-b';
    const isTimed = ['call.joined', 'call.ringing', 'call.missed', 'call.answered', 'call.left', 'call.ended'];
    if (isTimed.includes(event.type) && random() < 0.6) told['approx'] = true;
    if (['call.joined', 'call.ringing', 'call.missed', 'call.answered'].includes(event.type) && random() < 0.6)
      told['name'] = `نام ${Math.floor(random() * 3)}`;
    if (event.type === 'call.ringing' && random() < 0.5) told['over'] = true;
    if (event.type === 'call.left') {
      if (random() < 0.5) told['supposed'] = random() < 0.5 ? 'reason' : 'leaving';
      if (random() < 0.5) told['reason'] = random() < 0.5 ? 'abandoned' : 'key';
    }
    for (const seconds of ['waited', 'talked'])
      if (random() < 0.4) Reflect.deleteProperty(told, seconds);
      else if (told[seconds] !== undefined && random() < 0.4) told[seconds] = Math.floor(random() * 60);
    return [told];
  });
}

/** Calls, contacts by hand with corrections, resyncs, desk words and the turning of days, all seeded. */
export function eventsOf({ seed, from, calls }: Case): StoredEvent[] {
  const random = seededRandom(seed ^ 0x5bd1e995);
  const spread = random() < 0.3 ? (random() < 0.5 ? 40 : 100) * DAY : 2 * MINUTE;
  const events = generateCalls({ calls, from, spread, seed });
  const extra: Record<string, unknown>[] = [];
  for (let n = 0; n < 1 + random() * 4; n++) {
    const asOf = from + Math.floor(random() * spread * 1.2);
    const alive: Record<string, object> = {};
    for (const event of events)
      if (event.type === 'call.joined' && random() < 0.3)
        alive[event.call] = random() < 0.3 ? {} : { queue: event.queue, ...(random() < 0.4 && { desk: 'm-1' }) };
    extra.push({
      id: `resync/${n}`,
      type: 'source.resynced',
      at: asOf,
      system: random() < 0.85 ? 'pbx' : 'pbx-b',
      link: 'a',
      asOf,
      calls: alive,
      complete: random() < 0.8,
      counters: { q9: { completed: 0, abandoned: 0 } },
      ...(random() < 0.3 && { unheard: { q0: 2 } }),
      ...(random() < 0.2 && { recovered: { q0: 1 } }),
      ...(random() < 0.5 && { names: { [`q${Math.floor(random() * 4)}`]: `صف ${Math.floor(random() * 3)}` } }),
    });
  }
  for (let n = 0; n < random() * 6; n++) {
    const contact = `c${n}`;
    const at = from + Math.floor(random() * spread);
    extra.push({
      id: `${contact}/r`,
      type: 'contact.registered',
      at,
      contact,
      channel: random() < 0.5 ? 'message' : 'post',
      topic: 'water',
    });
    if (random() < 0.4)
      extra.push({
        id: `${contact}/c`,
        type: 'contact.corrected',
        at: at + 1,
        contact,
        channel: 'visit',
        on: calendar.dayOf(from),
      });
    if (random() < 0.3) extra.push({ id: `${contact}/w`, type: 'contact.withdrawn', at: at + 2, contact });
  }
  for (let n = 0; n < random() * 12; n++) {
    const at = from + Math.floor(random() * spread);
    const states = ['free', 'busy', 'paused', 'away', 'unreachable'] as const;
    extra.push({
      id: `desk/${n}`,
      type: 'desk.state',
      at,
      desk: `m-${Math.floor(random() * 5)}`,
      queue: `q${Math.floor(random() * 2)}`,
      state: states[Math.floor(random() * 5)],
      name: `میز ${n}`,
      ...(random() < 0.2 && { source: 'pbx-b' }),
    });
  }
  for (let n = 0; n < random() * 5; n++) {
    const sitting = `s-${Math.floor(random() * 3)}`;
    const version = Math.floor(random() * 4);
    const start = from + Math.floor(random() * spread) - HOUR;
    const time = { from: start, to: start + MINUTE + Math.floor(random() * 2 * HOUR) };
    const place = {
      queue: `q${Math.floor(random() * 3)}`,
      ...(random() < 0.7 && { desk: `m-${Math.floor(random() * 5)}` }),
    };
    const common = { id: `sitting/${n}`, at: from + n, sitting, version };
    const kind = random();
    const official = { id: `o-${Math.floor(random() * 3)}`, name: 'نام' };
    if (kind < 0.7)
      extra.push({ ...common, type: 'sitting.scheduled', official, level: 'province', ...time, ...place });
    else if (kind < 0.9) extra.push({ ...common, type: 'sitting.moved', ...time, ...place });
    else extra.push({ ...common, type: 'sitting.cancelled', ...(random() < 0.4 && { mistaken: true }) });
  }
  const subjects = [
    ...events.flatMap((event) => (event.type === 'call.joined' ? [{ call: event.call }] : [])),
    ...extra.flatMap(({ type, contact }) => (type === 'contact.registered' ? [{ contact }] : [])),
  ];
  for (let n = 0; n < random() * 16; n++) {
    const at = from + Math.floor(random() * spread * 1.5);
    const subject = subjects[Math.floor(random() * subjects.length)];
    const steps = ['referred', 'answered', 'closed', 'verified', 'advised', 'advised', 'unrelated'] as const;
    const step = steps[Math.floor(random() * steps.length)];
    const agency = random() < 0.5 ? { agency: `a-${Math.floor(random() * 3)}` } : {};
    const result = step === 'verified' ? { result: (['met', 'partly', 'unmet', 'unreachable'] as const)[n % 4] } : {};
    const mistaken = (step === 'advised' || step === 'unrelated') && random() < 0.3 ? { mistaken: true } : {};
    extra.push({ id: `case/${n}`, type: `case.${step}`, at, ...subject, ...agency, ...result, ...mistaken });
  }
  for (let n = 0; n < random() * 3; n++) {
    const month = monthOf(calendar.dayOf(from + Math.floor(random() * spread) - (random() < 0.5 ? 30 * DAY : 0)));
    extra.push({
      id: `import/${n}`,
      type: 'month.imported',
      at: from + n,
      month,
      contacts: 270 + n,
      byChannel: { phone: 242 },
    });
  }
  for (let n = 0; n < random() * 8; n++) {
    const at = from + Math.floor(random() * spread);
    const subject = `q${Math.floor(random() * 2)}`;
    const alert = `waiting/${subject}/${calendar.dayOf(at)}-${1 + Math.floor(random() * 2)}`;
    const level = random() < 0.5 ? 'watch' : 'act';
    const kind = random();
    const step = 1 + Math.floor(random() * 3);
    const limits = random() < 0.8 ? { limit: Math.floor(random() * 9) } : {};
    if (kind < 0.5)
      extra.push({
        id: `alert/${n}`,
        type: 'alert.raised',
        at,
        alert,
        rule: 'waiting',
        level,
        subject,
        value: n,
        limit: 2,
        step,
        ...(n % 3 > 0 && { calls: n + 4, usual: 1.5, minutes: 40 }),
      });
    else if (kind < 0.65)
      extra.push({
        id: `alert/${n}`,
        type: 'alert.seen',
        at,
        alert,
        by: `o-${n}`,
        ...(random() < 0.5 && { action: random() < 0.5 ? 'called' : 'extended' }),
        ...(random() < 0.3 && { remark: `یادداشت ${n}` }),
      });
    else if (kind < 0.8) extra.push({ id: `alert/${n}`, type: 'alert.cleared', at, alert });
    else extra.push({ id: `limit/${n}`, type: 'threshold.set', at, rule: 'waiting', level, subject, ...limits });
  }
  for (let n = 0; n < random() * 6; n++) {
    const at = from + Math.floor(random() * spread);
    const names = { names: { fa: `نام ${Math.floor(random() * 3)}`, en: `Name ${Math.floor(random() * 2)}` } };
    const given = random() < 0.7 ? names : {};
    const kind = random();
    if (kind < 0.4)
      extra.push({
        ...{ id: `named/${n}`, type: 'queue.named', at, queue: `q${Math.floor(random() * 3)}`, ...given },
        ...(random() < 0.4 && { county: random() < 0.7 ? 'sari' : 'unknown' }),
        ...(random() < 0.3 && { ignored: random() < 0.7 }),
      });
    else if (kind < 0.8)
      extra.push({
        ...{ id: `named/${n}`, type: 'desk.named', at, desk: `m-${Math.floor(random() * 5)}`, ...given },
        ...(random() < 0.4 && { as: `m-${Math.floor(random() * 5)}` }),
      });
    else
      extra.push({
        ...{ id: `named/${n}`, type: 'official.named', at, official: `o-${Math.floor(random() * 3)}`, ...given },
        ...(random() < 0.5 && { titles: names.names }),
      });
  }
  for (let n = 0; n < random() * 6; n++) {
    const at = from + Math.floor(random() * spread);
    const start = at + Math.floor(random() * spread) - spread / 2;
    const message = `msg-${Math.floor(random() * 3)}`;
    if (random() < 0.3) extra.push({ id: `message/${n}`, type: 'message.withdrawn', at, message });
    else
      extra.push({
        id: `message/${n}`,
        type: 'message.posted',
        at,
        message,
        level: random() < 0.5 ? 'info' : 'act',
        fa: `متن ${n}`,
        from: start,
        to: start + Math.floor(random() * 40 * HOUR),
        ...(random() < 0.3 && { counties: ['sari'] }),
      });
  }
  for (let n = 0; n < random() * 6; n++) {
    const at = from + Math.floor(random() * spread);
    const [help, desk] = [`h-${Math.floor(random() * 3)}`, `m-${Math.floor(random() * 5)}`];
    if (random() < 0.5) extra.push({ id: `help/${n}`, type: 'help.asked', at, help, desk });
    else extra.push({ id: `help/${n}`, type: 'help.taken', at, help, desk, by: `p-${n}` });
  }
  extra.push(...toldAgain(events, random));
  const last = Math.max(...events.map((event) => event.at), from) + spread * 0.1;
  for (let at = from; at <= last; at += 20 * HOUR) {
    const day = calendar.dayOf(at);
    extra.push({ id: `day/${day}`, type: 'day.started', at, day });
  }
  // A clock that was wrong: days to come are started and withdrawn, and some of them begun again when they really come.
  for (let n = 0; n < random() * 3; n++) {
    const at = from + Math.floor(random() * spread);
    const day = calendar.dayOf(at + Math.floor(1 + random() * 50) * DAY);
    extra.push({ id: `wrong/${n}`, type: 'day.started', at, day });
    if (random() < 0.8) extra.push({ id: `wrong/${n}/withdrawn`, type: 'day.withdrawn', at: at + 1, day, nth: 1 });
    if (random() < 0.3) extra.push({ id: `wrong/${n}/2`, type: 'day.started', at: at + 2, day, nth: 2 });
  }
  return [...events, ...extra.map(storedUnchecked('pbx', from))].sort((a, b) => a.at - b.at);
}
