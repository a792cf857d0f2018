// The server's clock: that of this machine, but without its jumps. A wall clock that leaps by hours or days (a wrong date
// typed in, a dead battery, a resumed machine) would turn the day and put its times into the log for good. So a leap is not
// followed until something confirms it: a telephone system, or the machine's count of time since it was switched on.
import { MINUTE } from '../shared/time.ts';

/** Steps up to here are those of NTP, and are followed. */
const LEAP_MS = MINUTE;
/** A leap without any contradiction is followed after this long: perhaps the clock was wrong before. */
const HOLD_MS = 10 * MINUTE;
/** Machines without a battery-backed clock get the time soon after they are switched on. */
const BOOTING_MS = 15 * MINUTE;
/** How far a telephone system's time may be off and still confirm one of two. */
const NEAR_MS = 5 * MINUTE;
/** A telephone system is asked for its time every two seconds; an older answer is none. */
const FRESH_MS = 30_000;

type Parts = {
  /** Epoch ms by this machine's clock. */
  wall: () => number;
  /** Ms that only ever grow, at the same pace; they may stand still while the machine sleeps. */
  mono: () => number;
  /** Ms since the machine was switched on, sleep included. */
  uptime: () => number;
  /** `by`: ms. */
  onLeap: (leap: { by: number; followed: boolean; why: string }) => void;
};

type Witness = { at: number; ahead: number; before: number | undefined };
export type SteadyClock = ReturnType<typeof createSteadyClock>;

export function createSteadyClock({ wall, mono, uptime, onLeap }: Parts) {
  /** What the machine's clock shows more than that of its processor; it changes slowly, or it leapt. */
  let gap = wall() - mono();
  /** Of that, what is not followed. */
  let held = 0;
  let heldSince = 0;
  let asleep = uptime() - mono();
  /** Telephone systems: how far ahead of ours their time is now, and was before the leap. */
  const witnesses = new Map<string, Witness>();

  const follow = (why: string): void => {
    onLeap({ by: held, followed: true, why });
    held = 0;
    witnesses.clear();
  };

  const leapt = (by: number): void => {
    const slept = uptime() - mono() - asleep;
    asleep += slept;
    if (held === 0) for (const one of witnesses.values()) one.before = one.ahead;
    held += by;
    heldSince = mono();
    if (Math.abs(held) <= LEAP_MS) {
      // What is left is a step that is followed.
      held = 0;
      return onLeap({ by, followed: true, why: 'the clock is back where it was' });
    }
    if (Math.abs(slept - by) < LEAP_MS) return follow('the machine slept so long');
    if (uptime() < BOOTING_MS) return follow('the machine was switched on a short time ago');
    onLeap({ by, followed: false, why: 'nothing confirms it yet' });
  };

  const look = (): void => {
    const now = wall() - mono();
    const by = now - gap;
    gap = now;
    if (Math.abs(by) > LEAP_MS) leapt(by);
    if (held !== 0 && mono() - heldSince > HOLD_MS && fresh().length === 0)
      follow('it has lasted, and nothing speaks against it');
  };

  const fresh = (): Witness[] => [...witnesses.values()].filter(({ at }) => mono() - at < FRESH_MS && at >= heldSince);

  const now = (): number => {
    look();
    return wall() - held;
  };

  return {
    /** Epoch ms. */
    now,
    /** What the machine's clock is ahead of `now`, ms; 0 while it is believed. */
    held: (): number => held,

    /** The time that a telephone system shows just now, epoch ms. */
    witness(system: string, shown: number): void {
      const ahead = shown - now();
      const before = witnesses.get(system)?.before;
      witnesses.set(system, { at: mono(), ahead, before });
      if (held === 0) return;
      // A clock that leapt by itself in the same moment confirms nothing; one that went on as it was, or agrees with one of two, does.
      const moved = ahead - (before ?? 0);
      if (Math.abs(moved - held) < Math.min(NEAR_MS, Math.abs(held) / 4)) follow(`${system} shows the same time`);
    },

    /** How far ahead of `now` the telephone systems are whose time is known just now, ms. */
    telephones: (): number[] =>
      [...witnesses.values()].filter(({ at }) => mono() - at < FRESH_MS).map(({ ahead }) => ahead),
  };
}
