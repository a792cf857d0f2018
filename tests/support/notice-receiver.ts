// A receiver of notices over HTTP on a free port: it keeps every request and answers what a test wants.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Received = { path: string; headers: IncomingHttpHeaders; body: string };
type Reply = (received: Received, response: ServerResponse) => void;

export async function startReceiver(reply: Reply = (_received, response) => void response.end('thanks')) {
  const received: Received[] = [];
  let answer = reply;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const one = { path: request.url ?? '', headers: request.headers, body };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  onTestFinished(stop);
  return { url: `http://127.0.0.1:${port}`, port, received, stop, answerWith: (next: Reply) => void (answer = next) };
}
