// Citizens who call a fake Asterisk, wait, talk and hang up.
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import type { FakeCall } from '../support/fake-calls.ts';
import { QUEUE } from '../support/one-queue-asterisk.ts';

const EVERY_MS = 50;
const desks = ['m-1201', 'm-1202'];

/** Nobody calls until `goOn`. */
export function startCallers(asterisk: FakeAsterisk, random: () => number) {
  const waiting: FakeCall[] = [];
  const talking = new Map<string, FakeCall>();
  let running = false;
  const act = (): void => {
    if (!running) return;
    const chance = random();
    const desk = desks.find((one) => !talking.has(one));
    const first = waiting[0];
    if (chance < 0.4 && waiting.length < 8) {
      const call = asterisk.calls.call(QUEUE);
      call.join();
      waiting.push(call);
    } else if (chance < 0.7 && desk !== undefined && first) {
      waiting.shift();
      first.ring(desk);
      first.answer();
      talking.set(desk, first);
    } else if (chance < 0.8) waiting.splice(Math.floor(random() * waiting.length), 1)[0]?.abandon();
    else {
      const [ending] = talking;
      ending?.[1].end();
      if (ending) talking.delete(ending[0]);
    }
  };
  const timer = setInterval(act, EVERY_MS);
  return {
    goOn: (): void => void (running = true),
    quiet: (): void => void (running = false),
    stop: (): void => clearInterval(timer),
  };
}
