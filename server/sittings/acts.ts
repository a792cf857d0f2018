// What a supervisor does while a sitting is on: it lasts longer, or a second desk takes its callers too. Both are edits of our own
// timetable, announced on the screens at once; no telephone system is touched.
import { persianDigits } from '../../shared/digits.ts';
import type { Plan } from '../../shared/api/sittings.ts';
import { LONGEST_SITTING, SHORTEST_SITTING } from '../../shared/planning.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Sitting } from '../board/sitting.ts';
import { EventRefused, type Intake, type NewEvent } from '../log/intake.ts';
import type { Planner, Refused, Saved } from './planner.ts';

/** `message`: the one on the screens, if it could be put there. */
export type Acted = Saved & { message?: string };
export type ActRefused = Refused | { ok: false; code: 'not-on' | 'too-long' | 'no-queue' };

type Parts = {
  planner: Pick<Planner, 'add' | 'change'>;
  find: (id: string) => Sitting | undefined;
  /** Whether it is on now: late, live, or waiting for its first call. */
  isOn: (sitting: Sitting) => boolean;
  /** The queue whose callers a desk takes. */
  queueOf: (desk: string) => string | undefined;
  /** What an official is called, in both languages. */
  nameOf: (sitting: Sitting) => { fa: string; en: string };
  /** The agency of an official in the latest sitting of theirs, by its name. */
  lastAgency: (official: string) => string | undefined;
  hasRoom: () => boolean;
  intake: Pick<Intake, 'write'>;
  /** The time of day in Tehran, such as 12:05. */
  clock: (ms: number) => string;
  newId: () => string;
  now: () => number;
};

/** How long the screens show that something changed. */
const ANNOUNCED_MS = 10 * MINUTE;

export type Acts = ReturnType<typeof createActs>;

export function createActs(parts: Parts) {
  const { planner, find, isOn, queueOf, nameOf, lastAgency, hasRoom, intake, clock, newId, now } = parts;

  /** Where no message can be put on the screens the act stays done: the new times are on them anyway. */
  async function announce(sitting: Sitting, fa: string, en: string, by: string): Promise<{ message?: string }> {
    if (!hasRoom()) return {};
    const message = newId();
    const posted: NewEvent = {
      type: 'message.posted',
      id: `message/${message}/posted`,
      message,
      level: 'info',
      fa,
      en,
      from: now(),
      to: now() + ANNOUNCED_MS,
      ...(sitting.county !== undefined && { counties: [sitting.county] }),
    };
    try {
      await intake.write([posted], by);
      return { message };
    } catch (error) {
      // Digits in a name beside those of the time may look like a telephone number.
      if (error instanceof EventRefused) return {};
      throw error;
    }
  }

  return {
    /** `version`: the one that the consequence was shown for. */
    async extend(id: string, version: number, minutes: number, by: string): Promise<Acted | ActRefused> {
      const sitting = find(id);
      if (!sitting || sitting.standing === 'mistaken') return { ok: false, code: 'unknown' };
      if (sitting.version !== version) return { ok: false, code: 'edited-meanwhile', now: sitting };
      const to = sitting.to + minutes * MINUTE;
      if (!isOn(sitting) || to <= now()) return { ok: false, code: 'not-on' };
      if (to - sitting.from > LONGEST_SITTING) return { ok: false, code: 'too-long' };
      const saved = await planner.change(id, version, { to }, by, { forOfficials: true });
      if (!saved.ok) return saved;
      const { fa, en } = nameOf(saved.sitting);
      const until = clock(to);
      return {
        ...saved,
        ...(await announce(
          saved.sitting,
          `نوبت پاسخ‌گویی ${fa} تا ساعت ${persianDigits(until)} تمدید شد`,
          `Session of ${en} extended until ${until}`,
          by,
        )),
      };
    },

    /** A sitting of another official at another desk, from now to the end of this one, for the same queue. */
    async openDesk(
      id: string,
      { desk, official }: { desk: string; official: Plan['official'] },
      by: string,
    ): Promise<Acted | ActRefused> {
      const sitting = find(id);
      if (!sitting || sitting.standing === 'mistaken') return { ok: false, code: 'unknown' };
      const from = Math.floor(now() / MINUTE) * MINUTE;
      if (!isOn(sitting) || sitting.to - from < SHORTEST_SITTING) return { ok: false, code: 'not-on' };
      const queue = sitting.queue ?? (sitting.desk === undefined ? undefined : queueOf(sitting.desk));
      if (queue === undefined) return { ok: false, code: 'no-queue' };
      const { level, county, to } = sitting;
      const agency = official.id === undefined ? undefined : lastAgency(official.id);
      const plan = {
        official,
        ...(agency !== undefined && { agency }),
        level,
        ...(county !== undefined && { county }),
        queue,
        desk,
        from,
        to,
      };
      const [saved] = await planner.add([plan], by, { forOfficials: true });
      if (!saved) return { ok: false, code: 'unknown' };
      if (!saved.ok) return saved;
      const [second, first] = [nameOf(saved.sitting), nameOf(sitting)];
      return {
        ...saved,
        ...(await announce(
          saved.sitting,
          `${second.fa} در کنار ${first.fa} پاسخ‌گو است`,
          `${second.en} answers beside ${first.en}`,
          by,
        )),
      };
    },
  };
}
