// A record whose parts are signals each. A patch changes a few parts of the board, and only what reads those is asked
// whether it must be drawn again: on a weak screen that check alone is a good part of the work.
class Part {
  value = $state.raw<unknown>();
}

/**
 * `whole` stays the same object, and reads like the record that was last taken. `take` takes all parts of a record, or
 * those of one turn.
 */
export type SignalRecord<T> = { whole: T; take: (next: T, turn?: number) => void };

/** For every key the stage in which it is updated, or the record that updates it in parts. */
export type Stages<T> = { [K in keyof T]-?: number | SignalRecord<T[K]> };

export function signalRecord<T extends object>(turns: Stages<T>): SignalRecord<T> {
  const whole = {};
  const takers: SignalRecord<T>['take'][] = [];
  for (const key of Object.keys(turns) as (keyof T)[]) {
    const own = turns[key];
    if (typeof own === 'number') {
      const part = new Part();
      Object.defineProperty(whole, key, { enumerable: true, get: () => part.value });
      takers.push((next, turn = own) => {
        if (turn === own) part.value = next[key];
      });
    } else {
      Object.defineProperty(whole, key, { enumerable: true, value: own.whole });
      takers.push((next, turn) => own.take(next[key], turn));
    }
  }
  return { whole: whole as T, take: (next, turn) => takers.forEach((take) => take(next, turn)) };
}
