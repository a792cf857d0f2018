// A log, and links of one Asterisk to it, fed packet by packet.
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
    connect() {
      const translator = createTranslator({ system: 'pbx111', names, recall: log.recall });
      const heardUntil = log.recall.lastAt('pbx111');
      return {
        /** `stamped`: the second that Asterisk's clock showed, where it was set. */
        receive(second: number, packet: Packet, stamped = second): void {
          const at = BEGIN + stamped * 1000;
          log.store(
            translator.hear({ Privilege: 'call,all', Queue: 'samad', ...packet }, at, BEGIN + second * 1000),
            'pbx111',
          );
        },
        tick: (second: number): void => log.store(translator.tick(BEGIN + second * 1000), 'pbx111'),
        /** A line of queue_log, in which `second` stands as whole epoch seconds. */
        readLogLine(second: number, rest: string, uniqueid = C.Uniqueid, queue = 'samad'): void {
          const at = BEGIN / 1000 + Math.floor(second);
          log.store(translator.read(`${at}|${uniqueid}|${queue}|${rest}`, BEGIN + second * 1000), 'pbx111');
        },
        reconcile(second: number, answers: Answers): void {
          const pbxNow = BEGIN + second * 1000;
          const asOf = (Math.max(heardUntil ?? 0, translator.latest() ?? 0) || pbxNow) + 1;
          const known = { system: 'pbx111', link: 'a', names, recall: log.recall, translator, heardUntil };
          log.store(resync({ ...known, answers, pbxNow, asOf, healed: false, counted: true }), 'pbx111');
        },
      };
    },
  };
}
