// Limits for clients that send slowly or nothing: none holds a connection longer than 15 s without a request.
import type { ServerOptions } from 'node:http';
import type { Request, Response } from 'express';

/** For `createServer`. Connections that became WebSockets are no longer looked at. */
export const patience: ServerOptions = {
  headersTimeout: 10_000,
  // The whole request with its body: 1 MiB in it needs 0.7 Mbit/s.
  requestTimeout: 13_000,
  connectionsCheckingInterval: 1_000,
};

/** Long enough that the answer is read before the connection is reset. */
const LINGER_MS = 500;

/** To be called before an answer that comes while the body still does: the rest of it is not waited for. */
export function endUnread(request: Request, response: Response): void {
  if (request.complete) return;
  response.set('Connection', 'close');
  response.once('finish', () => setTimeout(() => request.socket.destroy(), LINGER_MS).unref());
}
