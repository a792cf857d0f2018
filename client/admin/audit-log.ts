// What was done, as far as it was read: the newest first, older rows page by page.
import type { Answer } from '../state/api.ts';
import { Query } from '../state/query.svelte.ts';

const ROWS = 50;
type Page<Row> = { rows: readonly Row[]; next?: number | undefined };
type Read<Row> = (query: { limit: string; before: string | undefined }) => Promise<Answer<Page<Row>>>;

export type AuditLog<Row> = Query<Page<Row>>;

export const auditLog = <Row>(read: Read<Row>): AuditLog<Row> =>
  new Query(
    (_args, before) => read({ limit: String(ROWS), before: before === undefined ? undefined : String(before) }),
    { next: ({ next }) => next, join: (newer, older) => ({ ...older, rows: [...newer.rows, ...older.rows] }) },
  );
