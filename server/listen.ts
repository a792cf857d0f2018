// The port, or a sentence why it cannot be had.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorText } from './error-text.ts';

/** Connections that the kernel may hold until they are let in: of more, it drops some, whose clients do not learn of it. */
const BACKLOG = 4_096;

/** Resolves to the port; when it cannot be had, `stop` ends what was started before, and the error names the cause. */
export async function listen(
  server: Server,
  { port, host }: { port: number; host: string },
  stop: () => Promise<void>,
): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, backlog: BACKLOG }, resolve);
    });
  } catch (cause) {
    await stop();
    throw new Error(`PORT ${port} on ${host} cannot be had: ${errorText(cause)}`, { cause });
  }
  return (server.address() as AddressInfo).port;
}
