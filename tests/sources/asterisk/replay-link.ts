// A link to a fake Asterisk that reads a queue_log, into a log in memory; what is kept outlives each link.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { createInTurn } from '../../../server/log/mutex.ts';
import { followAsterisk } from '../../../server/sources/asterisk/client.ts';
import { createLinkRegistry } from '../../../server/sources/links.ts';
import { createNames } from '../../../server/sources/names.ts';
import type { Profile } from '../../../shared/profile.ts';
import type { FakeAsterisk } from '../../support/fake-asterisk.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';
import { zoneAtNoon } from '../../support/zone-at-noon.ts';

export function queueLogFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wallboard-queue-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type ReplayLink = ReturnType<typeof createReplayLink>;

/** `drained`: what each piece of a queue_log waits for until the next is read. */
export function createReplayLink(
  asterisk: FakeAsterisk,
  queueLog: string,
  profile: Profile = plainProfile,
  queueLogOld?: string,
  drained: () => Promise<void> = () => Promise.resolve(),
) {
  const log = createReplayLog({ ...profile, timezone: zoneAtNoon() });
  log.startDay(Date.now());
  const marks = new Map<string, string>();
  const warnings: string[] = [];
  const links = createLinkRegistry({ now: Date.now });
  let stop = (): void => {};
  const resyncs = () => log.events.filter(({ type }) => type === 'source.resynced').length;
  onTestFinished(() => stop());
  const follow = (): void => {
    stop = followAsterisk(
      {
        protocol: 'ami',
        link: 'a',
        host: '127.0.0.1',
        port: asterisk.port,
        secure: false,
        user: 'wallboard',
        secret: 'demo',
        queueLog,
        ...(queueLogOld !== undefined && { queueLogOld }),
      },
      {
        links,
        names: createNames(profile),
        recall: log.recall,
        now: Date.now,
        random: () => 0,
        put: log.store,
        drained,
        systems: { get: () => 'pbx111', set: () => 'pbx111', fallbackName: () => 'a', isNameless: () => false },
        inTurn: createInTurn(),
        mark: (name) => marks.get(name),
        setMark: (name, value) => Promise.resolve(void marks.set(name, value)),
        todayFrom: () => 0,
        log: { info: () => {}, warn: (_fields, text) => void warnings.push(text) },
      },
    );
  };
  return {
    log,
    marks,
    warnings,
    state: () => links.links()['pbx111']?.state,
    queueLog: () => links.links()['pbx111']?.queueLog,
    today: (queue: string) => log.fold.board.queues[queue]?.today,
    /** Resolves when what is in progress was compared. */
    async begin(): Promise<void> {
      const before = resyncs();
      follow();
      await expect.poll(resyncs).toBeGreaterThan(before);
    },
    /** Reads queue_log, and is cut before the counters were compared. */
    async cutBeforeComparing(): Promise<void> {
      const [before, compared] = [log.events.length, resyncs()];
      follow();
      await expect.poll(() => log.events.length, { interval: 5 }).toBeGreaterThan(before);
      await sleep(20);
      stop();
      expect(resyncs()).toBe(compared);
    },
    stop: (): void => stop(),
  };
}

/** Lines of a call that was answered at a desk, or abandoned, `ago` seconds ago. */
export function linesOf(uniqueid: string, queue: string, ago: number, agent?: string): string {
  const at = Math.floor(Date.now() / 1000) - ago;
  const rest =
    agent === undefined
      ? [`${at + 5}|${uniqueid}|${queue}|NONE|ABANDON|1|1|5`]
      : [
          `${at + 3}|${uniqueid}|${queue}|${agent}|CONNECT|3|${uniqueid}1|2`,
          `${at + 9}|${uniqueid}|${queue}|${agent}|COMPLETECALLER|3|6|1`,
        ];
  return [`${at}|${uniqueid}|${queue}|NONE|ENTERQUEUE||0113|1`, ...rest].map((line) => `${line}\n`).join('');
}
