// A request that brought no answer.

/** `code` as in the server's problem documents; `offline` when nobody answered. */
export type Failed = {
  ok: false;
  status: number;
  code: string;
  detail: string;
  document: Record<string, unknown>;
  /** Seconds until asking again makes sense, where the server says so. */
  retryAfter?: number | undefined;
};
