// A log, and links of one Asterisk to it, fed packet by packet.
import type { SavedLogMemory } from '../../../server/sources/asterisk/log-memory.ts';
import { resync, type Answers } from '../../../server/sources/asterisk/resync.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { createNames } from '../../../server/sources/names.ts';
import type { Profile } from '../../../shared/profile.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';

export const BEGIN = Date.UTC(2026, 10, 23, 9);
export const C = { Uniqueid: 'pbx111-1795424400.1' };

/** A log, and links to it that begin anew, as after a cut. Times are seconds from the beginning. */
export function createAsteriskScenario(profile: Profile = plainProfile) {
  const log = createReplayLog(profile);
  log.startDay(BEGIN);
  const names = createNames(profile);
  return {
    board: () => log.fold.board,
    refused: () => log.refused,
    events: () => log.events,
    today: (queue = 'samad') => log.fold.board.queues[queue]?.today,
    /** `memory`: what an earlier link kept of the lines that it read. */
    connect(memory?: SavedLogMemory) {
      const translator = createTranslator({ system: 'pbx111', names, recall: log.recall });
      translator.logMemory.load(memory);
      const loggedUntil = log.recall.lastAt('pbx111');
      return {
        /** `stamped`: the second that Asterisk's clock showed, where it was set; null where events have no time. */
        receive(second: number, packet: Packet, stamped: number | null = second): void {
          const at = BEGIN + (stamped ?? second) * 1000;
          const time = stamped === null ? {} : { Timestamp: String(at / 1000) };
          const whole = { Privilege: 'call,all', Queue: 'samad', ...time, ...packet };
          log.store(translator.translate(whole, at, BEGIN + second * 1000), 'pbx111');
        },
        memory: () => translator.logMemory.save(),
        tick: (second: number): void => log.store(translator.tick(BEGIN + second * 1000), 'pbx111'),
        /** A line of queue_log, in which `second` stands as whole epoch seconds. */
        readLogLine(second: number, rest: string, uniqueid = C.Uniqueid, queue = 'samad'): void {
          const at = BEGIN / 1000 + Math.floor(second);
          log.store(translator.read(`${at}|${uniqueid}|${queue}|${rest}`, BEGIN + second * 1000), 'pbx111');
        },
        /** `meanwhile`: what others record while the report is on its way into the log; not `isCompared`: counters are not. */
        reconcile(second: number, answers: Answers, meanwhile: () => void = () => {}, isCompared = true): void {
          const pbxNow = BEGIN + second * 1000;
          const asOf = (Math.max(loggedUntil ?? 0, translator.latest() ?? 0) || pbxNow) + 1;
          const known = { system: 'pbx111', link: 'a', names, recall: log.recall, translator, loggedUntil };
          const when = { pbxNow, asOf, healed: !isCompared, counted: isCompared, todayFrom: 0 };
          const report = resync({ ...known, ...when, answers });
          meanwhile();
          log.store(report, 'pbx111');
        },
      };
    },
  };
}
