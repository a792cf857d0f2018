// Files of contacts that a scanner or another system lays into a folder: each is taken once, and each line is accounted for.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { startContactsFolder } from '../../server/contacts/contacts-folder.ts';
import { isRef } from '../../server/contacts/ref.ts';
import { HOUR } from '../../shared/time.ts';
import { calendar, startContactsApi, type ContactsApi } from '../support/contacts-api.ts';

const TODAY = '1405-09-04';
let server: ContactsApi;
let folder: string;
beforeEach(async () => {
  server = await startContactsApi(calendar.startOf(TODAY) + 9 * HOUR);
  await server.startDay(TODAY);
  folder = mkdtempSync(join(tmpdir(), 'contacts-folder-'));
});
afterEach(async () => {
  // Only then does nobody write into the folder any more.
  for (const stop of watches.splice(0)) await stop();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const watches: (() => Promise<void>)[] = [];
const logged: string[] = [];
function watch(take = server.takeTable): () => Promise<void> {
  logged.length = 0;
  const stop = startContactsFolder({
    folder,
    take: (text, key) => take(text, 'contacts-folder', key),
    everyMs: 20,
    log: {
      taken: (file, lines, faulty) => logged.push(`${file} ${lines} ${faulty}`),
      refused: (file, why) => logged.push(`${file} refused: ${why}`),
      trouble: (error) => logged.push(error === undefined ? 'well again' : 'trouble'),
    },
  });
  watches.push(stop);
  return stop;
}
const lay = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const filesIn = (name: string): string[] => readdirSync(join(folder, name)).sort();
const read = (name: string): string => readFileSync(join(folder, 'taken', name), 'utf8').replace(/^\ufeff/, '');
const until = (isSo: () => void) => vi.waitFor(isSo, { timeout: 30_000, interval: 10 });
const contacts = (): number => server.fold.month('1405-09')?.contacts ?? 0;

const HEAD = 'تاریخ,نحوهٔ ارتباط,شهرستان,موضوع,تلفن,کد رهگیری';

it('a file is taken, and beside it stand the code of each line and the lines that were not taken', async () => {
  lay(
    'نامه‌ها.csv',
    [
      HEAD,
      '1405/09/03,نامه,ساری,آب,09111234567,',
      '1405/09/03,نامه,ناکجا,آب,09111234567,A-7',
      '2026/11/25,نامه,ساری,آب,,',
      '1405/09/03,نامه,ساری,آب,,09111234567',
      '',
      '1405/09/03,حضوری,آمل,,,140509-1',
    ].join('\r\n'),
  );
  watch();
  await until(() => expect(logged).toHaveLength(1));
  expect(logged[0]).toMatch(/^نامه‌ها-[0-9a-f]{12}\.csv 5 3$/);
  expect(readdirSync(folder).sort()).toEqual(['refused', 'taken', 'taking']);
  expect(filesIn('taking')).toEqual([]);
  const [file = '', faults = '', report = ''] = filesIn('taken');
  expect([file, faults, report].map((name) => name.replace(/-[0-9a-f]{12}/, ''))).toEqual([
    'نامه‌ها.csv',
    'نامه‌ها.faults.csv',
    'نامه‌ها.report.csv',
  ]);
  const lines = read(report).trim().split('\r\n');
  expect(lines[0]).toBe('"سطر","نتیجه","کد رهگیری","علت"');
  expect(lines[1]).toMatch(/^2,"ثبت شد","[0-9A-Z]{4}-[0-9A-Z]{4}",""$/);
  expect(isRef(/"([0-9A-Z]{4}-[0-9A-Z]{4})"/.exec(lines[1] ?? '')?.[1] ?? '')).toBe(true);
  expect(lines.slice(2)).toEqual([
    '3,"ثبت نشد","","شهرستان «ناکجا» در فهرست نیست"',
    '4,"ثبت نشد","","تاریخ «2026/11/25» شمسی نیست؛ شمسی آن 1405/09/04 است"',
    expect.stringMatching(/^5,"ثبت نشد","","کد رهگیری «…»: /),
    '7,"ثبت شد","140509-1",""',
  ]);
  // The column that nobody reads here is left out, and a number that stands elsewhere, too.
  expect(read(faults)).not.toMatch(/0911|"تلفن"/);
  expect(read(faults).split('\r\n')[1]).toBe('"1405/09/03","نامه","ناکجا","آب","A-7","شهرستان «ناکجا» در فهرست نیست"');
  expect(contacts()).toBe(2);
});

it('mended lines are taken when they are laid in again, and a file that was taken counts once', async () => {
  const text = `${HEAD}\n1405/09/03,نامه,ساری,آب,,\n1405/09/03,نامه,ساری,آب,,`;
  lay('a.csv', text);
  watch();
  await until(() => expect(logged).toHaveLength(1));
  const report = read(filesIn('taken').find((name) => name.endsWith('.report.csv')) ?? '');
  lay('a.csv', text);
  await until(() => expect(logged).toHaveLength(2));
  expect(contacts()).toBe(2);
  expect(read(filesIn('taken').find((name) => name.endsWith('.report.csv')) ?? '')).toBe(report);
  lay('b.csv', `${HEAD}\n1405/09/03,نامه,ساري,آب,,\n1405/09/04,نامه,ساری,آب,,`);
  await until(() => expect(logged).toHaveLength(3));
  expect(contacts()).toBe(4);
});

it('reads what Excel writes on a Persian Windows: its code page, and UTF-16', async () => {
  const utf16 = new Uint8Array(
    Buffer.from(`\ufeff${HEAD}\n1405/09/03,نامه,ساری,آب,,`.replaceAll(',', '\t'), 'utf16le'),
  );
  lay('utf16.txt', utf16);
  lay('1256.csv', inWindows1256('تاريخ,روش\n1405/09/03,نامه'));
  watch();
  await until(() => expect(logged).toHaveLength(2));
  expect(logged.map((line) => line.replace(/-[0-9a-f]{12}/, ''))).toEqual(['1256.csv 1 0', 'utf16.txt 1 0']);
});

function inWindows1256(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1256');
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (letter) => byteOf.get(letter) ?? 0x3f);
}

it('what is no table is refused with the reason, and what is still being written waits', async () => {
  lay('letters.xlsx', 'PK');
  lay('.hidden.csv', HEAD);
  lay('~lock.csv', HEAD);
  lay('picture.png', 'x');
  lay('long.csv', `${HEAD}\n${'1405/09/03,نامه,ساری,آب,,\n'.repeat(5_001)}`);
  mkdirSync(join(folder, 'sub.csv'));
  symlinkSync('/etc/hostname', join(folder, 'link.csv'));
  watch();
  await until(() => expect(logged).toHaveLength(2));
  expect(filesIn('refused').map((name) => name.replace(/-[0-9a-f]{12}/, ''))).toEqual([
    'letters.xlsx',
    'letters.xlsx.reason.txt',
    'long.csv',
    'long.csv.reason.txt',
  ]);
  expect(contacts()).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(
    ['.hidden.csv', 'link.csv', 'picture.png', 'refused', 'sub.csv', 'taken', 'taking', '~lock.csv'].sort(),
  );
  const growing = setInterval(() => writeFileSync(join(folder, 'growing.csv'), 'x', { flag: 'a' }), 5);
  onTestFinished(() => clearInterval(growing));
  lay('after.csv', `${HEAD}\n1405/09/03,نامه,ساری,آب,,`);
  await until(() => expect(logged).toHaveLength(3));
  expect(readdirSync(folder)).toContain('growing.csv');
  clearInterval(growing);
});

it('goes on with a file where a stop or a fault left it, without a line too many', async () => {
  const text = `${HEAD}\n${'1405/09/03,نامه,ساری,آب,,\n'.repeat(20)}`;
  lay('a.csv', text);
  let isBroken = true;
  const stop = watch(async (...asked) => {
    const lines = await server.takeTable(...asked);
    // As if the power failed after they were registered.
    if (isBroken) throw new Error('no power');
    return lines;
  });
  await until(() => expect(logged).toEqual(['trouble']));
  expect(filesIn('taking')).toHaveLength(1);
  await stop();
  isBroken = false;
  watch();
  await until(() => expect(logged).toHaveLength(1));
  expect(filesIn('taking')).toEqual([]);
  expect(contacts()).toBe(20);
});

it('a folder that cannot be used is reported once, and taken up when it is there', async () => {
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  watch();
  await until(() => expect(logged).toEqual(['trouble']));
  rmSync(folder);
  await until(() => expect(logged).toEqual(['trouble', 'well again']));
});
