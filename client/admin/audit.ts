// Entries of the audit log, and the types of the sentences for them.
import type { AuditEntry } from '../../shared/api/audit.ts';
import type { Role } from '../../shared/role.ts';
import { isRole } from '../../shared/role.ts';
import type { ProvinceChange } from '../../shared/province.ts';

type Access =
  | `${'account' | 'session' | 'factor' | 'request' | 'list' | 'token' | 'display' | 'recipient' | 'link' | 'feed' | 'emblem'}.${string}`
  | 'notice.retried';
type Plan = 'sitting.scheduled' | 'sitting.moved' | 'sitting.cancelled' | `timetable.${string}` | `campaign.${string}`;
type Watch = 'threshold.set' | 'deadline.set' | 'alert.seen' | `message.${string}` | 'help.taken' | 'call.calledback';
type Province = 'province.set' | 'profile.changed';
type Naming = `${'queue' | 'desk' | 'official'}.named`;
export type AuditedChange = Extract<
  AuditEntry,
  { type: Access | Plan | Watch | Naming | Province | 'month.imported' | 'log.scrubbed' | 'log.rehashed' }
>;
export type AuditRow = AuditEntry;

/** What a sentence needs beside the event itself. */
export type Known = {
  /** The name of a display by its id, or its id. */
  display: (id: string) => string;
  /** The name of a desk by its id, or its id. */
  desk: (id: string) => string;
  /** The official of a sitting, if an entry that was read names them. */
  official: (sitting: string) => string | undefined;
  /** Day and hours of a sitting. */
  span: (from: number, to: number) => string;
  /** Day and hour. */
  moment: (at: number) => string;
  /** What a limit or an alert is about: the rule and, unless it is the whole province, the queue, system or sitting. */
  watched: (rule: string, subject: string | undefined) => string;
  /** The name of an agency or kind. */
  called: (list: 'agencies' | 'kinds', id: string) => string;
  /** The alert or report of a notice, by its name. */
  about: (name: string) => string;
  month: (month: string) => string;
  count: (value: number) => string;
  /** What was changed of the province, with what stood there before. */
  changes: (set: ProvinceChange, was: ProvinceChange | undefined) => string;
};
/** Undefined for what only a newer server knows. */
export type AuditSentence = (entry: AuditEntry, known: Known) => string | undefined;

/** A role that only a newer server knows stands under its own name. */
export const roleName = (role: string, names: Record<Role, string>): string => (isRole(role) ? names[role] : role);

/** Names of displays found in the rows; the latest row is first and wins. */
export function displayNames(rows: readonly AuditRow[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const row of rows)
    if ('display' in row && 'name' in row && row.name !== undefined && !names.has(row.display))
      names.set(row.display, row.name);
  return names;
}

/** The official of each sitting; the latest plan is first and wins. */
export function officialNames(rows: readonly AuditRow[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const row of rows)
    if (row.type === 'sitting.scheduled' && !names.has(row.sitting)) names.set(row.sitting, row.official.name);
  return names;
}

/** Rule and subject of an alert such as `waiting/samad-sari/1405-09-03-2`. */
export function alertParts(alert: string): { rule: string; subject: string } {
  const [rule = '', subject = ''] = alert.split('/');
  return { rule, subject };
}

export type DayOfRows<Row> = { day: string; rows: Row[] };

/** Rows as they come, gathered under their days. */
export function byDay<Row extends { at: number }>(
  rows: readonly Row[],
  dayOf: (at: number) => string,
): DayOfRows<Row>[] {
  const days: DayOfRows<Row>[] = [];
  for (const row of rows) {
    const day = dayOf(row.at);
    const last = days[days.length - 1];
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}
