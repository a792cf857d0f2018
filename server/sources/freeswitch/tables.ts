// Answers of mod_callcenter's API: lines of columns between pipes, the first naming them, and +OK after the last. A pipe
// inside a value is not escaped, so one column of each table may be wider than it should be.

export type Row = Readonly<Record<string, string | undefined>>;

/** The columns in which people write what they like: dial strings, names of callers, files. */
const WIDE = new Set(['contact', 'cid_name', 'moh_sound']);

/** The rows of an answer; undefined when it is none: an error, or cut off. An empty table has no line of names. */
export function readTable(text: string): Row[] | undefined {
  const lines = text.trimEnd().split('\n');
  if (lines.pop()?.trim() !== '+OK') return undefined;
  const names = (lines.shift() ?? '').split('|');
  const wide = names.findIndex((name) => WIDE.has(name));
  return lines.filter(Boolean).map((line) => {
    const values = line.split('|');
    const surplus = values.length - names.length;
    if (surplus > 0 && wide >= 0) values.splice(wide, surplus + 1, values.slice(wide, wide + surplus + 1).join('|'));
    const row = Object.create(null) as Record<string, string | undefined>;
    for (const [i, name] of names.entries()) row[name] = values[i];
    return row;
  });
}

/** The channels of `show channels as json`; undefined when that is no such answer. FreeSWITCH leaves rows out when there are none. */
export function readChannels(text: string): string[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('row_count' in value)) return undefined;
  const rows: unknown = 'rows' in value ? value.rows : [];
  if (!Array.isArray(rows)) return undefined;
  return rows.flatMap((row: unknown) =>
    typeof row === 'object' && row !== null && 'uuid' in row && typeof row.uuid === 'string' ? [row.uuid] : [],
  );
}
