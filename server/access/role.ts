// Who somebody may be. What each may do stands in table.ts.

/** The first four are a ladder, each with what those before it have; `clerk` and `ingest` stand beside it. */
export const roles = ['display', 'deputy', 'supervisor', 'admin', 'clerk', 'ingest'] as const;
export type Role = (typeof roles)[number];

export const isRole = (word: unknown): word is Role => roles.some((role) => role === word);
