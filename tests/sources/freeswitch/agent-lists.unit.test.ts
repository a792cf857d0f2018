// What changes in agents and tiers without an event, found by asking for their lists again.
import { describe, expect, it } from 'vitest';
import { createAgentLists, LISTS_EVERY_MS } from '../../../server/sources/freeswitch/agent-lists.ts';
import { readTable, type Row } from '../../../server/sources/freeswitch/tables.ts';
import type { Headers } from '../../../server/sources/freeswitch/wire.ts';
import { createPbxClock } from '../../../server/sources/clock.ts';
import { createNames } from '../../../server/sources/names.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';
import { connectReplay, SYSTEM } from '../../support/replay-freeswitch.ts';
import { createFreeSwitchScenario } from '../../support/freeswitch-scenario.ts';

const QUEUE = 'samad-sari@default';
const START = Date.UTC(2026, 10, 23, 9);

/** A connection that asked for all once, with two agents; `pass` lets our clock go on. */
function open() {
  let now = START;
  const log = createReplayLog();
  log.startDay(START);
  const connection = connectReplay(log);
  const asked: string[] = [];
  let isLoaded = true;
  let changes = 0;
  const lists = createAgentLists({
    parts: { names: createNames(plainProfile), now: () => now, drained: () => Promise.resolve() },
    connection: {
      ask(question) {
        asked.push(question);
        return Promise.resolve((isLoaded ? scene.answer(question) : undefined) ?? '-ERR no such command\n');
      },
      end: () => expect.unreachable(),
    },
    clock: createPbxClock(),
    translator: connection.translator,
    put: (events) => log.store(events, SYSTEM),
    isOver: () => false,
    changed: () => changes++,
  });
  const scene = createFreeSwitchScenario({
    now: () => now,
    say(event: Headers) {
      connection.receive(event, now);
      lists.heard(event, now);
    },
  });
  const table = (question: string): Row[] => readTable(scene.answer(`callcenter_config ${question}`) ?? '') ?? [];
  scene.queue(QUEUE);
  for (const name of ['m-1201', 'm-1202']) scene.agent(name, [QUEUE]);
  connection.resync(
    {
      queues: table('queue list'),
      members: [],
      agents: table('agent list'),
      tiers: table('tier list'),
      channels: [],
    },
    now,
  );
  lists.known(table('queue list'));
  return {
    scene,
    log,
    asked,
    unload: (): void => void (isLoaded = false),
    changes: () => changes,
    duty: () => log.fold.board.now.desksOnDuty,
    desk: (name: string) => log.fold.board.desks[name],
    async pass(ms: number): Promise<void> {
      now += ms;
      connection.tick(now);
      lists.tick(now);
      await new Promise((resolve) => setTimeout(resolve, 400)); // it lets late events come first
    },
  };
}

// Side by side: each waits for the server's own pause before late events.
describe.concurrent('agents and tiers', () => {
  it('are asked for again at a steady pace, and give no event where nothing changed', async () => {
    const { pass, asked, log, duty } = open();
    const told = log.events.length;
    await pass(LISTS_EVERY_MS - 1);
    expect(asked).toEqual([]);
    await pass(1);
    expect(asked).toEqual([
      'callcenter_config queue list',
      'callcenter_config agent list',
      'callcenter_config tier list',
    ]);
    expect(log.events.slice(told)).toEqual([]);
    expect(duty()).toBe(2);
  });

  it('that were deleted are on duty no longer', async () => {
    const { pass, scene, duty } = open();
    scene.forget('m-1201');
    await pass(LISTS_EVERY_MS);
    expect(duty()).toBe(1);
    scene.agent('m-1202', []);
    await pass(LISTS_EVERY_MS);
    expect(duty()).toBe(0);
  });

  it('that were added by hand are on the board', async () => {
    const { pass, scene, desk } = open();
    scene.agent('m-1204', [QUEUE]);
    await pass(LISTS_EVERY_MS);
    expect(desk('m-1204')).toMatchObject({ state: 'free', queue: 'samad-sari' });
  });

  it('show who is on a call outside the queues that the dialplan reports', async () => {
    const { pass, scene, desk } = open();
    scene.outside.add('m-1201');
    await pass(LISTS_EVERY_MS);
    expect(desk('m-1201')?.state).toBe('busy');
    expect(desk('m-1202')?.state).toBe('free');
    scene.outside.clear();
    await pass(LISTS_EVERY_MS);
    expect(desk('m-1201')?.state).toBe('free');
  });

  it('are asked for sooner when an agent without a tier becomes available', async () => {
    const { pass, scene, desk } = open();
    scene.agent('m-1204', []);
    await pass(LISTS_EVERY_MS);
    expect(desk('m-1204')).toBeUndefined();
    scene.status('m-1204', 'Available');
    scene.agent('m-1204', [QUEUE]);
    await pass(3_000);
    expect(desk('m-1204')).toMatchObject({ state: 'free' });
  });

  it('of which one was deleted while talking are asked for as soon as the new state does not come', async () => {
    const { pass, scene, desk, duty } = open();
    const caller = scene.caller();
    caller.join(QUEUE);
    caller.ring('m-1201');
    caller.answer();
    expect(desk('m-1201')?.state).toBe('busy');
    scene.forget('m-1201');
    const ids = { 'CC-Member-UUID': caller.member(), 'CC-Member-Session-UUID': caller.session, 'CC-Queue': QUEUE };
    scene.info('bridge-agent-end', { ...ids, 'CC-Agent': 'm-1201', 'CC-Agent-Bridged': 'true' });
    scene.info('member-queue-end', {
      ...ids,
      'CC-Agent': 'm-1201',
      'CC-Cause': 'Terminated',
      'Unique-ID': caller.session,
    });
    await pass(2_000);
    expect(desk('m-1201')?.state).toBe('away');
    expect(duty()).toBe(1);
  });

  it('that changed by an event while the list was under way keep the state of the event', async () => {
    const { pass, scene, desk } = open();
    const passing = pass(LISTS_EVERY_MS);
    scene.status('m-1201', 'On Break');
    await passing;
    expect(desk('m-1201')?.state).toBe('paused');
  });

  it.each(['a queue is loaded', 'mod_callcenter is gone'])('when %s all is asked for again', async (what) => {
    const { pass, scene, changes, unload } = open();
    if (what === 'a queue is loaded') scene.queue('samad-babol@default');
    else unload();
    await pass(LISTS_EVERY_MS);
    expect(changes()).toBe(1);
  });
});
