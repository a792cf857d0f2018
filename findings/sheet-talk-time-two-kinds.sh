#!/usr/bin/env bash
# Tried: exceljs 4.4.0 reads back a sheet that it wrote itself. One talk time, 36 hours (1.5 days), stands in four cells, in the formats
# that spreadsheets have for elapsed time: [h]:mm:ss, [mm]:ss, [h] and [ss].
# Expected: one kind of value for all four, and as it was written: the number 1.5, since elapsed time is no moment.
# Seen: the first two come back as a Date, noon of 31 December 1899 UTC; the other two as the number 1.5.
# Why it matters: a report's total of talk times is summed from days in one file and from negative milliseconds since 1970 in the next,
# and no error tells them apart. read-excel-file 9.3.17 reads all four as Dates.
# Needs npm.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"; echo '{"type":"module"}' > package.json
npm install --silent --no-audit --no-fund exceljs@4.4.0 read-excel-file@9.3.17 > /dev/null
cat > try.js <<'E'
import ExcelJS from 'exceljs';
import readSheet from 'read-excel-file/node';
const formats = ['[h]:mm:ss', '[mm]:ss', '[h]', '[ss]'];
const written = new ExcelJS.Workbook();
const sheet = written.addWorksheet('talks');
formats.forEach((format, n) => Object.assign(sheet.getCell(n + 1, 1), { value: 1.5, numFmt: format }));
await written.xlsx.writeFile('talks.xlsx');
const read = new ExcelJS.Workbook();
await read.xlsx.readFile('talks.xlsx');
const answer = await readSheet('talks.xlsx');
const others = (answer[0].data ?? answer).map(([value]) => value);
const shown = (value) => (value instanceof Date ? `Date ${value.toISOString()}` : `${typeof value} ${value}`);
formats.forEach((format, n) =>
  console.log(`${format} exceljs: ${shown(read.getWorksheet('talks').getCell(n + 1, 1).value)} read-excel-file: ${shown(others[n])}`),
);
E
node try.js | tee seen
line() { grep -qxF "$1" seen || { echo "FAIL: elapsed time in the format ${1%% *} is read in another way now" >&2; exit 1; }; }
other='read-excel-file: Date 1899-12-31T12:00:00.000Z'
line "[h]:mm:ss exceljs: Date 1899-12-31T12:00:00.000Z $other"
line "[mm]:ss exceljs: Date 1899-12-31T12:00:00.000Z $other"
line "[h] exceljs: number 1.5 $other"
line "[ss] exceljs: number 1.5 $other"
echo "ok: the same 36 hours are a Date in two formats of elapsed time and a number in the other two"
