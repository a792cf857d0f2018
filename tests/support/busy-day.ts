// A data folder with one day of very many calls, and beside them what years of an office leave: sittings, contacts by hand,
// changes, sign-ins. All of it stands in the log before a server starts.
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { ledgerFile } from '../../server/log/backup.ts';

const BATCH = 20_000;
const queues = 12;
const desks = 40;

type Wished = { dataDir: string; calls: number; now: number; sittings?: number; contacts?: number };

export async function fillBusyDay({ dataDir, calls, now, sittings = 0, contacts = 0 }: Wished): Promise<void> {
  const calendar = createCalendar();
  const { log, close } = openSqliteLog({ path: ledgerFile(dataDir), calendar });
  let batch: StoredEvent[] = [];
  const put = async (event: object): Promise<void> => {
    batch.push({ recordedAt: now, v: 1, ...event } as StoredEvent);
    if (batch.length >= BATCH) await flush();
  };
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    if (full.length > 0) await log.append(full);
  };
  const today = calendar.dayOf(now);
  const from = calendar.startOf(today);
  // Shortly after midnight the day is yesterday's: it has to have room for its calls.
  const begin = Math.min(from, now - 2 * 60 * MINUTE);
  const length = now - MINUTE - begin;
  await put({ type: 'day.started', id: `day/${today}`, at: from, day: today, source: 'clock' });

  for (let n = 0; n < sittings; n++) {
    const at = now - Math.floor(n / 4) * DAY;
    const sitting = `s-${n}`;
    const official = { id: `o-${n % 60}`, name: `مدیر ${n % 60}`, title: 'مدیرکل' };
    const common = { at: at - DAY, source: 'office', sitting, by: 'planner' };
    const place = { official, agency: `agency-${n % 30}`, agencyName: `دستگاه ${n % 30}`, level: 'province' };
    const time = { from: at, to: at + 60 * MINUTE, desk: `m-${n % desks}`, queue: `q-${n % queues}` };
    await put({ ...common, id: `sitting/${sitting}/1`, type: 'sitting.scheduled', version: 1, ...place, ...time });
    await put({ ...common, id: `sitting/${sitting}/2`, type: 'sitting.moved', version: 2, ...time });
  }
  for (let n = 0; n < contacts; n++) {
    const at = begin + Math.floor((n * length) / contacts);
    const common = { at, source: 'office', by: `clerk-${n % 5}`, contact: `c-${n}` };
    const tags = { county: 'sari', topic: 'bank-loan', kind: 'request', agency: `agency-${n % 30}` };
    await put({
      ...common,
      id: `contact/c-${n}/1`,
      type: 'contact.registered',
      channel: 'message',
      on: today,
      ...tags,
    });
    if (n % 2 === 0) await put({ ...common, id: `contact/c-${n}/2`, type: 'contact.corrected', county: 'amol' });
    if (n % 3 === 0) await put({ ...common, id: `case/c-${n}/1`, type: 'case.referred', agency: tags.agency });
    if (n % 10 === 0)
      await put({ at, source: 'office', id: `account/${n}`, type: 'account.entered', account: `clerk-${n % 5}` });
  }
  for (let n = 0; n < calls; n++) {
    const at = begin + Math.floor((n * length) / calls);
    const call = `old-${n}`;
    const common = { call, queue: `q-${n % queues}`, source: 'collector' };
    await put({ ...common, id: `${call}/joined`, type: 'call.joined', at, county: 'sari', target: 20 });
    if (n % 4 === 0) {
      await put({ ...common, id: `${call}/left`, type: 'call.left', at: at + 30_000, reason: 'abandoned', waited: 30 });
      continue;
    }
    const desk = `m-${n % desks}`;
    await put({ ...common, id: `${call}/answered`, type: 'call.answered', at: at + 5_000, desk, waited: 5 });
    const end = { id: `${call}/ended`, type: 'call.ended', at: at + 65_000, by: 'caller', talked: 60 };
    await put({ call, source: 'collector', ...end });
  }
  await flush();
  await close();
}
