// queue_log is read to its last line and each line once, whatever logrotate did to it; what is gone is told.
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { createQueueLogFile } from '../../../server/sources/asterisk/queue-log-file.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { queueLogFolder } from './replay-link.ts';

const EPOCH = 1_795_500_000;
let file: string;
let mark: string | undefined;
let holes: number;
beforeEach(() => {
  file = join(queueLogFolder(), 'queue_log');
  mark = undefined;
  holes = 0;
  writeFileSync(file, '');
});

const write = (...numbers: number[]): void => {
  for (const n of numbers) appendFileSync(file, `${EPOCH + n}|a.${n}|sari|NONE|ENTERQUEUE||0113|1\n`);
};
const pack = (name: string): void => {
  writeFileSync(`${name}.gz`, gzipSync(readFileSync(name)));
  rmSync(name);
};
/** As logrotate with `delaycompress`, `compress`, or neither. */
const rotate = (packs: 'none' | 'all' | 'delayed' = 'none'): void => {
  for (let n = 9; n > 0; n--)
    for (const end of ['', '.gz'])
      if (existsSync(`${file}.${n}${end}`)) renameSync(`${file}.${n}${end}`, `${file}.${n + 1}${end}`);
  renameSync(file, `${file}.1`);
  if (packs === 'delayed' && existsSync(`${file}.2`)) pack(`${file}.2`);
  if (packs === 'all') pack(`${file}.1`);
  writeFileSync(file, '');
};
const open = (old?: string) =>
  createQueueLogFile({
    file,
    old,
    mark: () => mark,
    setMark: (value) => Promise.resolve(void (mark = value)),
    firstFrom: 0,
    lost: () => void holes++,
  });
/** The numbers of the lines that a reader gives, whose mark is kept. */
const read = async (reader = open()): Promise<number[]> => {
  const got: number[] = [];
  await reader.readNew((line) => void got.push(Number(line.split('|', 1)[0]) - EPOCH));
  await reader.keep(reader.position());
  return got;
};

describe('a queue_log that was rotated while it was not read', () => {
  it.each(['none', 'all', 'delayed'] as const)(
    'several times, packed: %s, is read whole and in order',
    async (packs) => {
      write(1, 2);
      expect(await read()).toEqual([1, 2]);
      write(3);
      rotate(packs);
      write(4, 5);
      rotate(packs);
      rotate(packs);
      write(6);
      expect(await read()).toEqual([3, 4, 5, 6]);
      expect(await read()).toEqual([]);
      expect(holes).toBe(0);
    },
  );

  it('by dates, or by a copy and a truncation, is read whole', async () => {
    write(1);
    await read();
    write(2);
    renameSync(file, `${file}-20261128`);
    pack(`${file}-20261128`);
    writeFileSync(file, '');
    write(3);
    copyFileSync(file, `${file}-20261129`);
    truncateSync(file);
    write(4);
    expect(await read()).toEqual([2, 3, 4]);
    write(5);
    copyFileSync(file, `${file}-20261130`);
    truncateSync(file);
    write(6, 7, 8); // longer again than what was read of it
    expect(await read()).toEqual([5, 6, 7, 8]);
    expect(holes).toBe(0);
  });

  it('goes on by itself, also while the new file is empty and the old one is still written', async () => {
    const reader = open();
    write(1);
    expect(await read(reader)).toEqual([1]);
    rotate();
    expect(await read(reader)).toEqual([]);
    appendFileSync(`${file}.1`, `${EPOCH + 2}|a.2|sari|NONE|ABANDON|1|1|5\n`);
    expect(await read(reader)).toEqual([2]);
    pack(`${file}.1`);
    expect(await read()).toEqual([]);
    write(3);
    expect(await read(reader)).toEqual([3]);
    expect(holes).toBe(0);
  });

  it('is read once where a packed file and its source stand side by side, and where somebody keeps copies', async () => {
    write(1);
    await read();
    write(2);
    copyFileSync(file, `${file}.bak`);
    rotate();
    writeFileSync(`${file}.1.gz`, gzipSync(readFileSync(`${file}.1`)).subarray(0, 20));
    write(3);
    expect(await read()).toEqual([2, 3]);
    expect(holes).toBe(0);
  });

  it('that was empty when it was first read is read from its beginning', async () => {
    writeFileSync(file, '');
    await read();
    const now = Math.floor(Date.now() / 1000) - EPOCH;
    write(now);
    rotate('all'); // whose inode the new file is given
    write(now + 1);
    expect(await read()).toEqual([now, now + 1]);
  });

  it('gives the same lines however it is rotated, packed and read (seeded)', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = seededRandom(seed);
      file = join(queueLogFolder(), 'queue_log');
      writeFileSync(file, '');
      mark = undefined;
      let last = 1;
      write(1);
      const got: number[] = await read();
      let reader = open();
      for (let step = 0; step < 25; step++) {
        const dice = random();
        if (dice < 0.5) write(++last);
        else if (dice < 0.65) rotate((['none', 'all', 'delayed'] as const)[Math.floor(random() * 3)]);
        else if (dice < 0.85) got.push(...(await read(reader)));
        else reader = open();
      }
      got.push(...(await read()));
      expect({ seed, got, holes }).toEqual({ seed, got: Array.from({ length: last }, (_, n) => n + 1), holes: 0 });
    }
  });
});

describe('rotated files', () => {
  it('are read while the current file is missing, and on from there when it comes back', async () => {
    write(1);
    await read();
    write(2);
    renameSync(file, `${file}.1`);
    expect(await read()).toEqual([2]);
    appendFileSync(`${file}.1`, `${EPOCH + 3}|a.3|sari|NONE|ABANDON|1|1|5\n`);
    const reader = open();
    expect(await read(reader)).toEqual([3]);
    write(4);
    expect(await read(reader)).toEqual([4]);
    expect(await read()).toEqual([]);
    expect(holes).toBe(0);
  });

  it('are read at the very first time, too, while the current file is missing', async () => {
    write(1, 2);
    renameSync(file, `${file}.1`);
    expect(await read()).toEqual([1, 2]);
    write(3);
    expect(await read()).toEqual([3]);
  });

  it('are read in another folder where that is set', async () => {
    const old = join(queueLogFolder(), 'old');
    write(1);
    expect(await read(open(old))).toEqual([1]); // the first rotation makes the folder
    mkdirSync(old);
    write(2);
    renameSync(file, join(old, 'queue_log.2'));
    write(3);
    renameSync(file, join(old, 'queue_log.1'));
    pack(join(old, 'queue_log.2'));
    write(4);
    expect(await read(open(old))).toEqual([2, 3, 4]);
    expect(holes).toBe(0);
  });

  it('may be packed by zstd', async () => {
    write(1);
    await read();
    write(2);
    writeFileSync(`${file}-20261129.zst`, zstdCompressSync(readFileSync(file)));
    rmSync(file);
    write(3);
    expect(await read()).toEqual([2, 3]);
    expect(holes).toBe(0);
  });
});

it('a file with text that is no queue_log is distinguished from an empty one', async () => {
  const reader = open();
  await read(reader);
  expect([reader.isForeign(), reader.newest()]).toEqual([false, undefined]);
  appendFileSync(file, '[Nov 29 22:09:53] NOTICE[1]: something else\n');
  await read(reader);
  expect([reader.isForeign(), open().isForeign()]).toEqual([true, true]);
  write(1);
  await read(reader);
  expect([reader.isForeign(), reader.newest(), open().newest()]).toEqual([false, EPOCH + 1, EPOCH + 1]);
});

describe('lines that can no longer be read', () => {
  it('are reported where the marked file is gone, and what is younger is read', async () => {
    write(1, 2);
    await read();
    write(3);
    rotate();
    write(4);
    rotate();
    write(5);
    rmSync(`${file}.2`);
    expect(await read()).toEqual([4, 5]);
    expect(holes).toBe(1);
    write(6);
    expect(await read()).toEqual([6]);
    expect(holes).toBe(1);
  });

  it('are reported where a packed file is broken or of an unknown kind', async () => {
    write(1);
    await read();
    write(2);
    rotate('all');
    write(3);
    const packed = readFileSync(`${file}.1.gz`);
    writeFileSync(`${file}.1.gz`, packed.subarray(0, packed.length - 12));
    expect(await read()).toEqual([3]);
    expect(holes).toBeGreaterThan(0);
    rotate();
    renameSync(`${file}.1`, `${file}.1.xz`);
    write(4);
    holes = 0;
    expect(await read()).toEqual([4]);
    expect(holes).toBeGreaterThan(0);
  });

  it('are reported where the file was emptied', async () => {
    write(1, 2);
    await read();
    truncateSync(file);
    write(3);
    expect(await read()).toEqual([3]);
    expect(holes).toBe(1);
  });
});

it('a mark of before goes on where it was', async () => {
  write(1, 2);
  await read();
  const { inode, offset } = JSON.parse(mark ?? '') as { inode: number; offset: number };
  mark = JSON.stringify({ inode, offset });
  write(3);
  rotate();
  write(4);
  expect(await read()).toEqual([3, 4]);
  expect(holes).toBe(0);
});
