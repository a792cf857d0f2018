// A machine in front of a node that can lose its power: then connections to it are answered by nothing at all, not even by a
// refusal, because the queue of a listener that nobody serves is full and the kernel drops further SYNs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const forwarder = (port: number): string => `
  const net = require('node:net');
  const server = net.createServer((near) => {
    const far = net.connect(${port}, '127.0.0.1');
    near.pipe(far); far.pipe(near);
    for (const end of [near, far]) end.on('error', () => { near.destroy(); far.destroy(); });
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(server.address().port));`;
const HANGS_MS = 300;

export async function startUnpluggableHost(port: number) {
  const child = spawn(process.execPath, ['-e', forwarder(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const own = Number(said.toString());
  const fillers: Socket[] = [];
  return {
    port: own,
    /** Resolves when further connections hang. */
    async losePower(): Promise<void> {
      child.kill('SIGSTOP');
      for (let n = 0; n < 20; n++) {
        const filler = connect(own, '127.0.0.1');
        filler.on('error', () => filler.destroy()); // ends with the test
        fillers.push(filler);
        await sleep(HANGS_MS);
        if (filler.connecting) return;
      }
      throw new Error('expected a connection that hangs, but all were taken');
    },
    stop(): void {
      for (const filler of fillers) filler.destroy();
      child.kill('SIGCONT');
      child.kill('SIGKILL');
    },
  };
}
