#!/usr/bin/env bash
# Tried: exceljs 4.4.0 reads a CSV file whose column has all 366 days of the Persian year 1403 as an office writes them, 1403-01-01 to
# 1403-12-30, and writes it again as CSV and as a workbook.
# Expected: 366 cells of one kind; text, as no date format was asked for.
# Seen: 361 of them become dates of the year 1403 AD, and five stay text: 02-29, 02-30, 02-31, 04-31 and 06-31, which a Persian year has
# and that Gregorian year has not. Written as CSV again the 361 say 1403-01-01T00:00:00+00:00, the five what they said. In the workbook
# the 361 are negative numbers with a date format, for which Excel shows only #####, as its days begin in 1900.
# Why it matters: the first month of a test has only days that exist in both calendars, so a round trip looks whole; five days of a
# year sort, filter and join differently from the rest. Give `map: (value) => value` to read text as text.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" exceljs@4.4.0 fflate@0.8.2 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';

const days = [];
for (let month = 1; month <= 12; month++)
  for (let day = 1; day <= (month <= 6 ? 31 : 30); day++)
    days.push(`1403-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
assert.equal(days.length, 366);

const read = async (options) => {
  const book = new ExcelJS.Workbook();
  const sheet = await book.csv.read(Readable.from([days.join('\n')]), options);
  const cells = days.map((_, index) => sheet.getRow(index + 1).getCell(1).value);
  return { book, cells };
};
const { book, cells } = await read();
const text = cells.filter((cell) => typeof cell === 'string');
console.log(`dates: ${cells.filter((cell) => cell instanceof Date).length}, text: ${text.join(' ')}`);
const csv = (await book.csv.writeBuffer()).toString().split('\n');
console.log(`as CSV again: ${csv[0]} and ${csv.find((line) => line.startsWith('1403-02-31'))}`);
const sheet = strFromU8(unzipSync(await book.xlsx.writeBuffer())['xl/worksheets/sheet1.xml']);
const [, first] = /<c r="A1"[^>]*><v>([^<]*)<\/v>/.exec(sheet);
console.log(`in the workbook 1403-01-01 is the number ${first}`);

assert.deepEqual(text, ['1403-02-29', '1403-02-30', '1403-02-31', '1403-04-31', '1403-06-31']);
assert.equal(cells.filter((cell) => cell instanceof Date).length, 361);
assert.equal(csv[0], '1403-01-01T00:00:00+00:00');
assert.ok(Number(first) < -180_000);
assert.ok((await read({ map: (value) => value })).cells.every((cell, index) => cell === days[index]));
console.log('ok: five days of a Persian year stay text, the others become dates of 1403 AD');
EOF
cd "$dir" && TZ=UTC node finding.mjs
