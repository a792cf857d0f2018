// The bars of the month. Colours are the tokens', read from the page.
import type { Chart } from 'chart.js';
import { addRoundedRectPath } from 'chart.js/helpers';
import type { Attachment } from 'svelte/attachments';
import { axisTop, looksAlike, type DayHeights } from './day-heights.ts';
import { axesOf, lastingChart, looksOf } from './lasting-chart.svelte.ts';

export type DayChart = { heights: DayHeights; digits: (value: number) => string; rightToLeft: boolean };

export const dayChart = (read: () => DayChart): Attachment<HTMLCanvasElement> =>
  lastingChart({
    read,
    options: (canvas, { heights, digits, rightToLeft }) =>
      axesOf(canvas, {
        labels: heights.current.map((_, index) => digits(index + 1)),
        isWritten: (index) => index === 0 || index % 5 === 4,
        top: axisTop(heights),
        digits,
        rightToLeft,
        mostTicks: 4,
      }),
    fill: (chart, canvas, { heights }) => drawBars(chart, rows(canvas, heights)),
    haveSameAxes,
    looksAlike: (one, other, pixels) => looksAlike(one.heights, other.heights, pixels),
  });

const haveSameAxes = (one: DayChart, other: DayChart): boolean =>
  one.digits === other.digits &&
  one.rightToLeft === other.rightToLeft &&
  one.heights.current.length === other.heights.current.length &&
  axisTop(one.heights) === axisTop(other.heights);

type Row = { counts: readonly (number | null)[]; colour: string; share: number; round: number; least: number };

/** The bars, those behind first: in the widths that they share of a day's place. */
function rows(canvas: HTMLCanvasElement, { current, before, today }: DayHeights): Row[] {
  const { token, size } = looksOf(canvas);
  const bar = { round: size / 6, least: 0 };
  return [
    // Where nothing is yet a day has its place all the same: a young month looks young, not broken.
    {
      counts: current.map((count, index) => (count === null && before[index] === null ? 0 : null)),
      colour: token('--line-strong'),
      share: 0.48,
      round: 0,
      least: size / 6,
    },
    { counts: before, colour: token('--day-before'), share: 0.87, ...bar },
    {
      counts: current.map((count, index) => (index === today ? null : count)),
      colour: token('--day'),
      share: 0.48,
      ...bar,
    },
    {
      counts: current.map((count, index) => (index === today ? count : null)),
      colour: token('--day-today'),
      share: 0.48,
      ...bar,
    },
  ];
}

function drawBars({ ctx, scales: { x, y } }: Chart, rows: readonly Row[]): void {
  if (!x || !y) return;
  const foot = y.getPixelForValue(0);
  for (const { counts, colour, share, round, least } of rows) {
    const w = (share * x.width) / counts.length;
    ctx.fillStyle = colour;
    counts.forEach((count, index) => {
      if (count === null) return;
      const h = Math.max(least, foot - y.getPixelForValue(count));
      const top = Math.min(round, h);
      const radius = { topLeft: top, topRight: top, bottomLeft: 0, bottomRight: 0 };
      ctx.beginPath();
      addRoundedRectPath(ctx, { x: x.getPixelForValue(index) - w / 2, y: foot - h, w, h, radius });
      ctx.fill();
    });
  }
}
