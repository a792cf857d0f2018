// A request that brought no answer.

/**
 * `code` as in the server's problem documents; `offline` when nobody answered. `More`: what else the documents of a route may
 * hold.
 */
export type Failed<More = unknown> = {
  ok: false;
  status: number;
  code: string;
  detail: string;
  document: Record<string, unknown> & Partial<More>;
  /** When the server answered, as in an answer. */
  at?: number | undefined;
  /** Seconds until a retry makes sense, if the server sends them. */
  retryAfter?: number | undefined;
};

/** The field at which a failure is shown; undefined when it concerns the request as a whole. */
export function faultyField(failed: Failed | undefined): string | undefined {
  if (failed?.code === 'name-taken') return 'name';
  const field = failed?.code === 'bad-parameters' ? failed.document['field'] : undefined;
  return typeof field === 'string' ? field : undefined;
}
