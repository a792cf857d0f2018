// Tries the settings of a link against the living telephone system, beside the links that run: nothing is saved or counted.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestStep } from '../../shared/api/telephony.ts';
import type { TelephoneLink } from './telephone-link.ts';
import { testAsterisk } from './asterisk-test.ts';
import { testFreeSwitch } from './freeswitch-test.ts';
import { createSteps } from './steps.ts';

/** Beyond the time for which events are awaited: a system that answers pings and no question would hold the test for ever. */
const LONGEST_MS = 20_000;

type Options = { seconds: number; now: () => number };

export async function testLink(link: TelephoneLink, { seconds, now }: Options): Promise<TestStep[]> {
  const steps = createSteps(link.host, link.port);
  const isOver = new AbortController();
  const surroundings = { seconds, now, signal: isOver.signal };
  const test =
    link.protocol === 'ami' ? testAsterisk(link, steps, surroundings) : testFreeSwitch(link, steps, surroundings);
  const timeUp = sleep(seconds * 1000 + LONGEST_MS, 'late' as const, { signal: isOver.signal });
  try {
    const ended = await Promise.race([test, timeUp]);
    if (ended === 'late') steps.bad(steps.has('signed-in') ? 'queues' : 'signed-in', 'silent');
    return [...steps.all()];
  } finally {
    isOver.abort();
    timeUp.catch(() => {}); // it was ended
    test.catch(() => {}); // what comes after the answer is nobody's
  }
}
