// Where a replay stands by its own clock: playing, paused, dragged, at its end.
import { expect, it } from 'vitest';
import { createPlayer } from '../../server/replay/player.ts';
import type { ReplayWish } from '../../shared/replay.ts';
import { MINUTE } from '../../shared/time.ts';

function playerOf(wish: ReplayWish) {
  let mono = 0;
  const timers: { due: number; run: () => void }[] = [];
  const moves: number[] = [];
  let answer: (() => void) | undefined;
  let isSlow = false;
  const player = createPlayer({
    wish,
    mono: () => mono,
    after: (ms, run) => {
      const timer = { due: mono + ms, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    move: (at) => {
      moves.push(at);
      return isSlow ? new Promise((done) => (answer = () => done(true))) : Promise.resolve(true);
    },
    running: () => 1,
    changed: () => {},
  });
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 10; n++) await Promise.resolve();
  };
  return {
    player,
    moves,
    slow: () => void (isSlow = true),
    answer: async () => {
      answer?.();
      await settle();
    },
    settle,
    async pass(ms: number): Promise<void> {
      await settle();
      for (const end = mono + ms; mono < end;) {
        mono += 10;
        for (const timer of timers.filter(({ due }) => due <= mono)) {
          timers.splice(timers.indexOf(timer), 1);
          timer.run();
          await settle();
        }
      }
    },
  };
}

it('plays as many seconds of then in one of ours as its speed says, ten boards a second', async () => {
  const { player, moves, pass } = playerOf({ from: 0, to: 1_000_000, speed: 60, playing: true });
  await pass(1_000);
  expect(player.state()).toEqual({ from: 0, to: 1_000_000, at: MINUTE, speed: 60, playing: true });
  expect(moves).toHaveLength(10);
  player.change({ speed: 1 });
  await pass(1_000);
  expect(player.state().at).toBe(61_000);
});

it('stands still while it is paused, moves where it is dragged, and ends at its end', async () => {
  const { player, moves, pass } = playerOf({ from: 0, to: 10_000, at: 4_000, playing: false });
  await pass(1_000);
  expect([player.state().at, moves]).toEqual([4_000, []]);
  player.change({ at: 99_999 });
  await pass(100);
  expect([player.state().at, moves]).toEqual([10_000, [10_000]]);
  player.change({ at: 9_000, playing: true });
  await pass(2_000);
  expect(player.state()).toMatchObject({ at: 10_000, playing: false });
  player.stop();
});

it('asks for one board at a time, and after a slow one for the latest moment only', async () => {
  const { player, moves, slow, answer, settle } = playerOf({ from: 0, to: 100_000, playing: false });
  await settle();
  slow();
  for (const at of [10_000, 20_000, 30_000]) player.change({ at });
  await settle();
  // What is told is the moment that is shown, so that a screen never goes back to one that it was dragged away from.
  expect([moves, player.state().at]).toEqual([[10_000], 0]);
  await answer();
  expect([moves, player.state().at]).toEqual([[10_000, 30_000], 10_000]);
});

it('says that it began at its end only after it was returned', async () => {
  const told: boolean[] = [];
  const player = createPlayer({
    wish: { from: 0, to: 10_000, at: 10_000, playing: true },
    mono: () => 0,
    after: () => () => {},
    move: () => Promise.resolve(true),
    running: () => 1,
    changed: () => void told.push(player.state().playing),
  });
  expect(told).toEqual([]);
  await Promise.resolve();
  expect(told).toEqual([false]);
});
