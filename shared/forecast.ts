// How many of those who wait will be answered before a sitting ends, from the pace of this sitting.

/** Seconds, unless noted. */
export type Pace = {
  /** The callers that wait now. */
  waiting: number;
  /** Its latest completed talks. */
  talks: readonly number[];
  /** From its first answer to the end of its last talk, and how many talks ended in that time. */
  span: number;
  completed: number;
  /** How long each present talk has lasted. */
  elapsed: readonly number[];
  /** Desks that take its calls. */
  desks: number;
  /** Desks that would take them from now on; the pace so far is not theirs. */
  moreDesks?: number;
  secondsLeft: number;
  /** How many give up per second of one person's waiting. */
  leaving: number;
  /** Where conversations are cut. */
  maxTalk?: number | undefined;
};

/**
 * Of those waiting now: how many will be answered, eight times out of ten between low and high; how many hang up before it
 * is their turn; how many still wait when the time is over. The three add up to all who wait.
 */
export type Forecast = Answered & { givingUp: number; unreached: number };
/** How many of those who wait will be answered, and between which numbers that lies. */
export type Answered = { expected: number; low: number; high: number };

/** How soon callers hang up is not known from fewer who did. */
const LEAST_ABANDONED = 3;

/** Whole callers that add up to all who wait. `givingUp` is 0 also where too few hung up so far to foresee it. */
export type Fates = { answered: number; givingUp: number; unreached: number };

export function fatesOf({ expected, unreached }: Forecast, waiting: number, abandoned: number): Fates {
  const answered = Math.min(waiting, Math.round(expected));
  const late = Math.min(waiting - answered, Math.round(unreached));
  const isForeseen = abandoned >= LEAST_ABANDONED;
  return { answered, unreached: late, givingUp: isForeseen ? waiting - answered - late : 0 };
}
/** What was foreseen at half-time of those who waited then, and how many of them were answered before the end. */
export type HalfTime = Answered & { waiting: number; answered: number };

/**
 * Seconds from the end of a talk to the next answer: the bell rings, the official picks up. Used until a sitting shows its
 * own pace; it counts as much as PAUSE_WEIGHT talks, is never shorter than the least and never longer than two talks more.
 */
const USUAL_PAUSE = 6;
const PAUSE_WEIGHT = 3;
const LEAST_PAUSE = 3;
/** 80 % of a normal distribution lie within this many standard deviations. */
const DEVIATIONS = 1.28;
/** How much talks differ among themselves before we know enough of them, and how many talks that guess is worth. */
const USUAL_VARIATION = 0.6;
const GUESS_WEIGHT = 3;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The expected rest of a talk that has lasted this long: what longer ones took beyond that, else half a usual talk. */
function residual(elapsed: number, talks: readonly number[], usual: number, maxTalk: number): number {
  const longer = talks.filter((talk) => talk > elapsed);
  const rest = longer.length > 0 ? mean(longer) - elapsed : usual / 2;
  return Math.max(0, Math.min(rest, maxTalk - elapsed));
}

/** Seconds between two talks, as this sitting has shown them so far. */
function pauseOf({ span, completed, desks, talks }: Pace, usual: number): number {
  const shown = completed > 1 ? (span * desks) / completed - usual : USUAL_PAUSE;
  const weighed = (shown * talks.length + USUAL_PAUSE * PAUSE_WEIGHT) / (talks.length + PAUSE_WEIGHT);
  return Math.min(2 * usual + USUAL_PAUSE, Math.max(LEAST_PAUSE, weighed));
}

/**
 * A desk takes the next caller after the present talk's rest, then one per talk and pause (a renewal process); while they
 * wait, some give up. Undefined while no talk has ended in this sitting: then its pace is unknown (B10).
 */
export function forecast(pace: Pace): Forecast | undefined {
  const { waiting, talks, elapsed, secondsLeft, leaving, maxTalk = Infinity } = pace;
  const desks = pace.desks + (pace.moreDesks ?? 0);
  if (waiting <= 0) return { expected: 0, low: 0, high: 0, givingUp: 0, unreached: 0 };
  if (secondsLeft <= 0 || desks <= 0) return { expected: 0, low: 0, high: 0, givingUp: 0, unreached: waiting };
  if (talks.length === 0) return undefined;

  const usual = Math.min(mean(talks), maxTalk);
  const spread = mean(talks.map((talk) => (talk - usual) ** 2)) / Math.max(1, usual) ** 2;
  const variation = (spread * talks.length + USUAL_VARIATION ** 2 * GUESS_WEIGHT) / (talks.length + GUESS_WEIGHT);
  const pause = pauseOf(pace, usual);
  const cycle = usual + pause;

  // When each desk is free for the first time, and how many it can take from then on.
  let capacity = 0;
  let first = Infinity;
  for (let desk = 0; desk < desks; desk++) {
    const present = elapsed[desk];
    const free = present === undefined ? 0 : residual(present, talks, usual, maxTalk) + pause;
    if (free >= secondsLeft) continue;
    first = Math.min(first, free);
    capacity += (secondsLeft - free) / cycle;
  }
  if (capacity === 0) {
    const unreached = waiting * Math.exp(-leaving * secondsLeft);
    return { expected: 0, low: 0, high: Math.min(1, waiting), givingUp: waiting - unreached, unreached };
  }

  // A caller who gives up leaves room for those behind, but not for himself: waiting falls by service and by leaving together.
  const rate = capacity / (secondsLeft - first);
  const staying = waiting * Math.exp(-leaving * first);
  const most = leaving > 0 ? (rate * Math.log1p((staying * leaving) / rate)) / leaving : waiting;
  const expected = Math.min(most, capacity);
  const stillThere = Math.exp(-leaving * (secondsLeft - first));
  const atEnd =
    leaving > 0 ? staying * stillThere - (rate / leaving) * (1 - stillThere) : waiting - rate * (secondsLeft - first);
  const unreached = Math.min(waiting - expected, Math.max(0, atEnd));

  // The pace is uncertain twice: talks differ, and we know their mean only from a few.
  const deviation = Math.sqrt(capacity * variation + (capacity ** 2 * variation) / talks.length);
  return {
    expected,
    givingUp: waiting - expected - unreached,
    unreached,
    low: Math.max(0, Math.floor(Math.min(most, capacity - DEVIATIONS * deviation))),
    high: Math.min(waiting, Math.ceil(Math.min(most, capacity + DEVIATIONS * deviation))),
  };
}
