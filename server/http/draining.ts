// Stops without cutting requests off: they are answered first, or given up after a moment.
import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than a durable write on a slow disk, shorter than anybody waits for a restart. */
const GRACE_MS = 2_500;
const LOOK_MS = 20;

/** To be called before the server listens. Returns what stops it, and resolves when all its connections are closed. */
export function drainable(server: Server, graceMs = GRACE_MS): () => Promise<void> {
  const unanswered = new Set<ServerResponse>();
  let isStopping = false;
  const endsWithAnswer = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_request, response) => {
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
    if (isStopping) endsWithAnswer(response);
  });

  return async () => {
    isStopping = true;
    // Otherwise a browser keeps its connection and asks the next thing over it.
    for (const response of unanswered) endsWithAnswer(response);
    server.close();
    server.closeIdleConnections();
    const until = performance.now() + graceMs;
    while (unanswered.size > 0 && performance.now() < until) await sleep(LOOK_MS);
    server.closeAllConnections();
  };
}
