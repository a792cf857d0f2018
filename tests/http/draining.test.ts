import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { drainable } from '../../server/http/draining.ts';

async function serve(handle: RequestListener, graceMs: number) {
  const server = createServer(handle);
  const drain = drainable(server, graceMs);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => {
    agent.destroy();
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const ask = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, agent }, (response) => resolve(response.resume())).on('error', reject);
    });
  const connections = (): Promise<number> =>
    new Promise((resolve) => server.getConnections((_error, count) => resolve(count)));
  return { server, drain, ask, connections };
}

it('what is under way is answered before the server closes, and its connection ends with the answer', async () => {
  const arrived: ServerResponse[] = [];
  const { drain, ask, connections } = await serve((_request, response) => void arrived.push(response), MINUTE);
  const answers = Promise.all(Array.from({ length: 15 }, ask));
  await expect.poll(() => arrived.length).toBe(15);
  const stopped = drain();
  setTimeout(() => arrived.forEach((response) => response.end('kept')), 100);
  for (const { statusCode, headers } of await answers) {
    expect(statusCode).toBe(200);
    expect(headers.connection).toBe('close');
  }
  await stopped;
  expect(await connections()).toBe(0);
  await expect(ask()).rejects.toThrow('ECONNREFUSED');
});

it('an idle connection makes no stop wait, and neither does a request that is never answered', async () => {
  let asked = 0;
  const { drain, ask, connections } = await serve((_request, response) => {
    if (++asked === 1) response.end();
  }, 100);
  await ask();
  const cut = ask().catch((cause: unknown) => cause);
  await expect.poll(() => asked).toBe(2);
  await drain();
  expect(String(await cut)).toContain('socket hang up');
  await expect.poll(connections).toBe(0);
});
