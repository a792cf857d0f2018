// Tries the settings of a link to a FreeSWITCH, from the address to the clock. Its password allows everything, so there are no
// rights to be looked at.
import { listAgents } from '../sources/freeswitch/agent-lists.ts';
import { openConnection, timeOf, type Connection } from '../sources/freeswitch/connection.ts';
import type { LinkOptions } from '../sources/freeswitch/link-options.ts';
import { readTable } from '../sources/freeswitch/tables.ts';
import type { Surroundings } from './asterisk-test.ts';
import { judgeClock } from './clock-test.ts';
import { probe, type Probed } from './probe.ts';
import { listQueues } from './queues-test.ts';
import { isReached } from './reach.ts';
import { signIn } from './sign-in.ts';
import { printable, type Steps } from './steps.ts';

export async function testFreeSwitch(
  link: LinkOptions,
  steps: Steps,
  { now, signal }: Omit<Surroundings, 'seconds'>,
): Promise<void> {
  const { host, port } = link;
  const probed = await probe({ host, port, secure: false, isWhole: (text) => text.includes('\n\n') });
  if (!isReached(steps, probed) || !isGreeted(steps, probed)) return;
  const opened = await signIn({ open: openConnection, address: link, now, signal });
  if (typeof opened === 'string') {
    if (opened === 'address-refused')
      return steps.bad('signed-in', opened, { ...(probed.here && { detail: probed.here }) });
    const isKnown = opened === 'silent' || opened === 'unreadable';
    return steps.bad('signed-in', opened === 'login-refused' ? 'password-refused' : isKnown ? opened : 'closed');
  }
  const { connection } = opened;
  try {
    await lookAround(steps, connection, now);
  } catch {
    const ended = opened.ended();
    const code = ended === 'silent' || ended === 'unreadable' ? ended : 'closed';
    steps.bad(steps.has('signed-in') ? 'queues' : 'signed-in', code);
  } finally {
    connection.end('stopped');
  }
}

function isGreeted(steps: Steps, { greeting, closed, here = '' }: Probed): boolean {
  const type = /^Content-Type:\s*(\S+)/m.exec(greeting ?? '')?.[1];
  if (type === 'auth/request') {
    steps.good('greeting', 'esl');
    return true;
  }
  if (type === 'text/rude-rejection') steps.bad('greeting', 'address-refused', { detail: here });
  else if (greeting !== undefined) {
    const text = printable(greeting);
    steps.bad('greeting', 'not-esl', { ...(text !== '' && { detail: text }) });
  } else steps.bad('greeting', closed ? 'closed-early' : 'no-greeting');
  return false;
}

async function lookAround(steps: Steps, connection: Connection, now: () => number): Promise<void> {
  const version = printable(await connection.ask('version'));
  if (version !== '' && !version.startsWith('-')) steps.good('version', 'version', { detail: version });
  steps.good('signed-in', 'signed-in');
  const queues = readTable(await connection.ask('callcenter_config queue list'));
  const { agents } = await listAgents(connection);
  if (!queues || !agents) steps.bad('queues', 'no-call-centre');
  else {
    const names = queues.map(({ name = '' }) => name);
    listQueues(steps, names, agents.length);
  }
  const askedAt = now();
  const time = await timeOf(connection);
  judgeClock(steps, time === undefined ? undefined : (askedAt + now()) / 2 - time, false);
}
