// What people upload, paste or lay beside the server, bent: each is read, or refused with a reason that names no number.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { it, onTestFinished } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { readContacts } from '../../server/contacts/contact-table.ts';
import { readStored } from '../../server/door/stored.ts';
import { entriesOf, readHead } from '../../server/log/archive.ts';
import { isSealed } from '../../server/log/sealed-backup.ts';
import { readMonths } from '../../server/months/month-table.ts';
import { readNameTable } from '../../server/naming/name-table.ts';
import { plainPages, plainTelephony } from '../../server/plain-links.ts';
import { conflicts } from '../../server/profiles/conflicts.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { onWire } from '../../server/profiles/on-wire.ts';
import { readTable } from '../../server/sittings/table.ts';
import { FileUnusable } from '../../server/sqlite/open-errors.ts';
import { TooManyRows } from '../../server/tables/cells.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { profileSchema } from '../../shared/profile.ts';
import { partSchemas, provinceParts } from '../../shared/province.ts';
import { AT, examples } from '../support/example-events.ts';
import { bentBytes, bentText, bentValue, oddText, type Chance } from './chance.ts';
import { valueOf } from './from-schema.ts';
import { numberIn } from './number-passed.ts';
import { fuzz, WITHIN } from './run.ts';

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const today = '1405-09-09';

const tables: readonly string[] = [
  'تاریخ,نحوهٔ ارتباط,شهرستان,موضوع,نوع,دستگاه,کد رهگیری\n1405/09/02,حضوری,ساری,اشتغال,درخواست,,SM-1405-000123\n۱۴۰۵/۰۹/۰۳,نامه,بابل,,,,\n',
  'date\tchannel\tcounty\tref\n2026-11-23\tvisit\tSari\t140509021234\n45987\tpost\tAmol\t\n',
  'ماه,کل,مدیران,شهرستان: ساری,موضوع: اشتغال\n1405/07,120,9,60,12\n1405-06,"1,234",8,,\n',
  'تاریخ;8-9:45;10-12\nچهارشنبه 1405/09/11;مدیرکل راه;شهردار ساری\n1405/09/12;;"فرماندار\nآمل"\n',
  'تاریخ,ساعت,مدیر,میز\n1405/09/11,8 تا 9:45,مدیرکل راه,م-1201\n,10-12,شهردار,\n',
  'kind,id,reported,fa,en,county,here,ignored,as\nqueue,samad-sari,samad-sari,ساری,Sari,sari,yes,no,\ndesk,m-1201,,میز ۱,Desk 1,,,,\n',
];
function bentTable(chance: Chance): string {
  const rows = chance.pick(tables).split('\n');
  for (let n = chance.below(4); n >= 0; n--) {
    const place = chance.below(rows.length);
    const cells = (rows[place] ?? '').split(/[,;\t]/);
    cells[chance.below(cells.length)] = chance.yes(0.5) ? oddText(chance) : bentText(cells[0] ?? '', chance);
    rows[place] = cells.join(chance.pick([',', ';', '\t', '|']));
  }
  const text = rows.join(chance.pick(['\n', '\r\n', '\r']));
  return chance.yes(0.1) ? bentText(text.repeat(1 + chance.below(3)), chance) : text;
}

it('tables of contacts, months, sittings and names are read row by row, whatever stands in them', WITHIN, async () => {
  const readers: Readonly<Record<string, (text: string) => readonly { ok?: boolean }[]>> = {
    contacts: (text) => [...readContacts(text, { profile, calendar, today, isKnown: () => false })],
    months: (text) => readMonths(text, profile, today),
    sittings: (text) => readTable(text, today, calendar).map(() => ({})),
    names: (text) => readNameTable(text).map(() => ({})),
  };
  await fuzz('tables of people', (chance) => {
    const text = bentTable(chance);
    const name = chance.pick(Object.keys(readers));
    try {
      const taken = readers[name]?.(text).filter(({ ok }) => ok === true) ?? [];
      // A tracking code may have eight digits, as a local number has; which it may have, the door decides.
      if (numberIn(taken, ['ref']) !== undefined) throw new Error(`a number is taken: ${JSON.stringify(taken)}`);
      return `${name} ${taken.length > 0 ? 'taken' : 'read'}`;
    } catch (error) {
      if (error instanceof TooManyRows) return 'too many rows';
      throw new Error(`${name}: ${JSON.stringify(text.slice(0, 500))}`, { cause: error });
    }
  });
});

it(
  'a profile or a change of it is taken when it is whole, and refused with the place of the fault',
  WITHIN,
  async () => {
    const plain: unknown = JSON.parse(readFileSync('server/profiles/mazandaran.json', 'utf8'));
    await fuzz('profiles and changes of a province', (chance) => {
      if (chance.yes(0.3)) {
        const part = chance.pick(provinceParts);
        const value = valueOf(partSchemas[part], chance);
        return partSchemas[part].safeParse(value).success ? 'part taken' : 'part refused';
      }
      const read = profileSchema.safeParse(bentValue(plain, chance));
      if (!read.success) return read.error.issues.length > 0 ? 'refused' : 'refused without a reason';
      conflicts(read.data);
      onWire(read.data);
      return 'taken';
    });
  },
);

it('settings of the environment are read, or each fault is named', WITHIN, async () => {
  const good: Readonly<Record<string, string>> = {
    PORT: '3000',
    HOST: '[::1]',
    ORIGIN: 'https://wall.example',
    TRUST_PROXY: '1',
    REDIS_URL: 'rediss://user:hunter2@[::1]:6380/1?ca=/tmp/ca.pem',
    PROFILE: 'gilan',
    TELEPHONY:
      'ami://user:hunter2@pbx:5038?system=a&name=c&queue_log=/var/log/q, esl://:hunter2@[::1]:8021?name=b&system=d',
    IDLE_TIMEOUT: '60',
    SECOND_FACTOR: 'admins',
    LOG_LEVEL: 'info',
    INGEST_LIMIT: '100',
    CONTACTS_FOLDER: '/tmp/x',
  };
  await fuzz('settings of the environment', (chance) => {
    const set = { ...good };
    for (let n = chance.below(3); n >= 0; n--) {
      const name = chance.pick(Object.keys(good));
      set[name] = bentText(set[name] ?? '', chance);
    }
    const read = readConfig(set);
    if (!read.ok) {
      if (read.faults.length === 0) throw new Error(`no fault is named: ${JSON.stringify(set)}`);
      if (read.faults.join().includes('hunter2')) throw new Error(`a secret is repeated: ${read.faults.join()}`);
      return 'refused';
    }
    plainTelephony(read.config.telephony);
    plainPages(read.config);
    return 'taken';
  });
});

it('archives and stored files that are damaged are refused, and never read as something else', WITHIN, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-fuzz-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const stored = examples.map((event, n) => ({
    position: n + 1,
    event: { ...event, source: 'x', recordedAt: AT, v: 1 },
  }));
  const head = { archive: 1, stream: 's', day: '1405-09-02', from: 1, to: stored.length };
  const lines = [head, ...stored].map((one) => JSON.stringify(one));
  const whole = gzipSync(`${lines.join('\n')}\n`);
  const file = join(folder, 'x.ndjson.gz');
  await fuzz('archives and stored files', async (chance) => {
    const bent = chance.yes(0.5)
      ? bentBytes(whole, chance)
      : gzipSync(lines.map((line) => (chance.yes(0.1) ? bentText(line, chance) : line)).join('\n'));
    writeFileSync(file, bent);
    isSealed(file);
    let bad = 0;
    try {
      await readHead(file);
      for await (const entries of entriesOf(file, { bad: () => bad++ }))
        for (const { event } of entries)
          if (!readStored(event).ok) throw new Error(`an entry that is no event: ${JSON.stringify(event)}`);
      return bad > 0 ? 'lines left out' : 'read';
    } catch (error) {
      if (error instanceof FileUnusable) return error.code;
      throw error;
    }
  });
});
