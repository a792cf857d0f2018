#!/usr/bin/env bash
# Tried: xlsx 0.18.5 (SheetJS, the newest in the npm registry) on a server with TZ=Asia/Tehran: a call's time, 09:00:00 sharp, is
# written into a sheet; and a sheet that exceljs 4.4.0 wrote is read. Then the same under TZ=Europe/Berlin.
# Expected: whole seconds stay whole seconds; at most a shift by the zone's offset, as local time is not UTC.
# Seen: in Tehran the cell says 09:00:44, and the sheet of exceljs (05:30:00) is read as 16 seconds past 01:59: both 44 seconds off.
# In Berlin no second is lost. The difference to 30 December 1899, day zero of a sheet, is taken with the local offsets, and Tehran's
# was +3:25:44 then, of which JavaScript tells whole minutes only. Reading its own file back, SheetJS hides the error.
# Why it matters: calls exported from a centre in Iran do not match the telephone system's log by time, by less than anybody checks.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" xlsx@0.18.5 exceljs@4.4.0 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import ExcelJS from 'exceljs';
import XLSX from 'xlsx';

const at = new Date(2026, 10, 30, 9, 0, 0);
const clock = (serial) => {
  const seconds = Math.round((serial % 1) * 86_400);
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
};
const book = XLSX.utils.book_new();
XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[at]]), 'calls');
const bytes = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
const written = clock(XLSX.read(bytes, { cellNF: true }).Sheets.calls.A1.v);
const back = XLSX.read(bytes, { cellDates: true }).Sheets.calls.A1.v;

const other = new ExcelJS.Workbook();
other.addWorksheet('calls').addRow([at]).getCell(1).numFmt = 'yyyy-mm-dd hh:mm:ss';
const read = XLSX.read(await other.xlsx.writeBuffer(), { cellDates: true }).Sheets.calls.A1.v;

const zone = process.env.TZ;
console.log(`${zone}: ${at.toISOString()}`);
console.log(`  written by SheetJS, the cell is ${written}; SheetJS reads it back as ${back.toISOString()}`);
console.log(`  written by exceljs, SheetJS reads ${read.toISOString()}`);
assert.equal(back.getTime(), at.getTime(), 'SheetJS no longer reads back what it wrote');
if (zone === 'Asia/Tehran') {
  assert.equal(written, '09:00:44', 'SheetJS no longer writes 44 seconds more');
  assert.equal(read.getUTCSeconds(), 16, 'SheetJS no longer reads 44 seconds less');
} else {
  assert.equal(written, '09:00:00', 'SheetJS writes seconds of its own in Berlin, too');
  assert.equal(read.getUTCSeconds(), 0, 'SheetJS reads seconds of its own in Berlin, too');
}
EOF
TZ=Europe/Berlin node "$dir/finding.mjs"
TZ=Asia/Tehran node "$dir/finding.mjs"
echo "ok: in Tehran a sheet by SheetJS is 44 seconds late"
