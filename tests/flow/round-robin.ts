// A proxy that spreads requests over several nodes as nginx does by default: in strict turns, with a minute of patience for a
// node that does not answer, and without marking it as failed while browsers give up first.
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { MINUTE } from '../../shared/time.ts';

const PATIENCE_MS = MINUTE;

export type RoundRobin = { url: string; upgrades: () => readonly number[]; stop: () => Promise<void> };

/** `host`: sent onward instead of the one that a browser asks for, as nginx's `$host` drops the port. */
export async function startRoundRobin(ports: readonly number[], host?: string): Promise<RoundRobin> {
  let turn = 0;
  const upgrades: number[] = [];
  const ends = new Set<Duplex>();
  const hold = <T extends Duplex>(end: T): T => {
    ends.add(end);
    end.on('close', () => ends.delete(end)).on('error', () => end.destroy()); // the other end left: that is what is tried
    return end;
  };
  const next = (): number => ports[turn++ % ports.length] ?? 0;
  const headOf = ({ method, url, rawHeaders }: IncomingMessage): string => {
    let head = `${method} ${url} HTTP/1.1\r\n`;
    for (let n = 0; n < rawHeaders.length; n += 2) {
      const isHost = rawHeaders[n]?.toLowerCase() === 'host';
      head += `${rawHeaders[n]}: ${isHost ? (host ?? rawHeaders[n + 1]) : rawHeaders[n + 1]}\r\n`;
    }
    return `${head}\r\n`;
  };

  const server = createServer((request, response) => {
    const { method, url } = request;
    const headers = { ...request.headers, ...(host !== undefined && { host }) };
    const onward = ask(
      { host: '127.0.0.1', port: next(), method, path: url, headers, timeout: PATIENCE_MS, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    onward.on('timeout', () => onward.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  server.on('upgrade', (request: IncomingMessage, near: Socket, head: Buffer) => {
    hold(near);
    const port = next();
    upgrades.push(port);
    const far = hold(connect(port, '127.0.0.1'));
    far.setTimeout(PATIENCE_MS, () => far.destroy());
    far.once('connect', () => {
      far.write(headOf(request));
      if (head.length > 0) far.write(head);
      near.pipe(far);
      far.pipe(near);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upgrades: () => upgrades,
    stop: async () => {
      for (const end of ends) end.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
