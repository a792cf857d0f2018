// What single callers and desks live through: a made-up FreeSWITCH, and a link that receives its events one by one.
import type { Headers } from '../../server/sources/freeswitch/wire.ts';
import { profileSchema } from '../../shared/profile.ts';
import { createReplayLog } from './replay-asterisk.ts';
import { readTable } from '../../server/sources/freeswitch/tables.ts';
import { connectReplay } from './replay-freeswitch.ts';
import { createFreeSwitchScenario } from './freeswitch-scenario.ts';

export const QUEUE = 'samad-sari@default';
export const START = Date.UTC(2026, 10, 23, 9);

/** A link to a scene; `reorder` has the next events arrive in another order. */
export function open({ profile }: { profile?: ReturnType<typeof profileSchema.parse> } = {}) {
  let now = START;
  let held: Headers[] = [];
  let places: readonly number[] = [];
  const log = createReplayLog();
  log.startDay(START);
  const connection = connectReplay(log, profile ? { profile } : {});
  const say = (event: Headers): void => {
    held.push(event);
    if (held.length < places.length) return;
    const [all, order] = [held, places.length > 0 ? places : [0]];
    [held, places] = [[], []];
    for (const place of order) connection.receive(all[place]!, now);
  };
  const scene = createFreeSwitchScenario({ now: () => now, say });
  scene.queue(QUEUE);
  return {
    log,
    scene,
    connection,
    wait(seconds: number): void {
      now += seconds * 1000;
      connection.tick(now);
    },
    reorder: (...order: number[]): void => void (places = order),
    listed: (): void =>
      connection.translator.agents.know(
        readTable(scene.answer('callcenter_config agent list') ?? '') ?? [],
        readTable(scene.answer('callcenter_config tier list') ?? ''),
      ),
    today: () => log.fold.board.queues['samad-sari']?.today,
    desk: (name: string) => log.fold.board.desks[name],
    ends: () => log.events.filter((event) => event.type === 'call.ended'),
    left: () => log.events.filter((event) => event.type === 'call.left'),
  };
}
