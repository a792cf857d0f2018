// Workbooks out of tables with anything in them: each is well-formed XML throughout, with every text where it stood.
import { strFromU8, unzipSync } from 'fflate';
import { it } from 'vitest';
import { NONE, type Cell, type Sheet } from '../../server/months/sheet.ts';
import { xlsxOf } from '../../server/months/xlsx.ts';
import { bentText, oddText, type Chance } from './chance.ts';
import { fuzz, WITHIN } from './run.ts';

const TABLES = 13;
const words = ['ساری', 'تسهیلات بانکی', 'فرماندار آمل', 'A & B', '1405-09', 'میز ۱\nطبقهٔ ۲'];
const textOf = (chance: Chance): string => (chance.yes(0.5) ? oddText(chance) : bentText(chance.pick(words), chance));
const cellOf = (chance: Chance): Cell => {
  const number = chance.pick([0, -1, 0.1, 1e15, 2 ** 53, 7, -0]);
  return chance.pick<() => Cell>([
    () => textOf(chance),
    () => NONE,
    () => number,
    () => ({ percent: number }),
    () => ({ seconds: number }),
    () => ({ day: textOf(chance) }),
  ])();
};
const sheetOf = (chance: Chance, n: number): Sheet => {
  const head = Array.from({ length: 1 + chance.below(5) }, () => textOf(chance));
  const rows = Array.from({ length: chance.below(6) }, () =>
    Array.from({ length: chance.below(head.length + 1) }, () => cellOf(chance)),
  );
  return { name: `برگهٔ ${n}`, head, rows };
};

/** What XML 1.0 has no place for, even written as a number. */
const NO_XML =
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)|&#(?:x0*(?:[0-8bcef]|1[\da-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/i;

/** Throws unless all elements are closed in their order, and all signs may stand in XML. */
function assertXml(name: string, bytes: Uint8Array): void {
  const xml = strFromU8(bytes);
  if (!Buffer.from(xml, 'utf8').equals(Buffer.from(bytes))) throw new Error(`${name} is no UTF-8`);
  const bad = NO_XML.exec(xml);
  if (bad)
    throw new Error(
      `${name} holds ${JSON.stringify(bad[0])}: ${JSON.stringify(xml.slice(bad.index - 60, bad.index + 60))}`,
    );
  const open: string[] = [];
  for (const [, end, tag = '', self] of xml.matchAll(
    /<(\/?)([A-Za-z][\w:.-]*)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(\/?)>/g,
  ))
    if (end !== '') {
      if (open.pop() !== tag) throw new Error(`${name}: </${tag}> closes nothing`);
    } else if (self === '') open.push(tag);
  if (open.length > 0) throw new Error(`${name}: ${open.join()} stays open`);
  const rest = xml.replaceAll(/<[?!/]?[A-Za-z][^<>]*>/g, '');
  if (/[<>]/.test(rest.replaceAll('>', ''))) throw new Error(`${name} has a < within a text`);
}

it('workbooks hold anything, and open', WITHIN, async () => {
  await fuzz('workbooks', async (chance) => {
    const sheets = Array.from({ length: TABLES }, (_, n) => sheetOf(chance, n));
    if (sheets.every(({ rows }) => rows.length === 0)) return 'nothing to write';
    const about = {
      title: textOf(chance),
      note: textOf(chance),
      creator: textOf(chance),
      writtenAt: 1_795_455_100_000,
    };
    const files = unzipSync(await xlsxOf(sheets, about));
    for (const [name, bytes] of Object.entries(files)) assertXml(name, bytes);
    return 'opens';
  });
});
