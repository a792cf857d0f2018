// Today's calls by half-hour as bars, and what is usual on this weekday as a line before them.
import type { Chart } from 'chart.js';
import type { Attachment } from 'svelte/attachments';
import { hasSameAxes, looksAlike, type DayCurve } from './half-hours.ts';
import { axesOf, lastingChart, looksOf } from './lasting-chart.svelte.ts';

export type HalfHourChart = { curve: DayCurve; digits: (value: number) => string; rightToLeft: boolean };

export const halfHourChart = (read: () => HalfHourChart): Attachment<HTMLCanvasElement> =>
  lastingChart({
    read,
    options: (canvas, { curve, digits, rightToLeft }) =>
      axesOf(canvas, {
        labels: curve.today.map((_, index) => digits(Math.floor((curve.from + index) / 2))),
        // Every second hour, where it begins.
        isWritten: (index) => (curve.from + index) % (curve.today.length > 24 ? 8 : 4) === 0,
        top: curve.top,
        digits,
        rightToLeft,
        mostTicks: 3,
      }),
    fill,
    haveSameAxes: (one, other) =>
      one.digits === other.digits && one.rightToLeft === other.rightToLeft && hasSameAxes(one.curve, other.curve),
    looksAlike: (one, other, pixels) => looksAlike(one.curve, other.curve, pixels),
  });

const BAR = 0.62;

function fill(
  { ctx, scales: { x, y } }: Chart,
  canvas: HTMLCanvasElement,
  { curve, rightToLeft }: HalfHourChart,
): void {
  if (!x || !y) return;
  const { token, size } = looksOf(canvas);
  const foot = y.getPixelForValue(0);
  const place = x.width / curve.today.length;
  curve.today.forEach((count, index) => {
    if (!count) return;
    ctx.fillStyle = token(index === curve.present ? '--day-today' : '--day');
    const top = y.getPixelForValue(count);
    ctx.fillRect(x.getPixelForValue(index) - (BAR * place) / 2, top, BAR * place, foot - top);
  });
  if (curve.usual.length === 0) return;
  ctx.strokeStyle = token('--watch');
  ctx.lineWidth = Math.max(2, size / 8);
  ctx.lineJoin = 'round';
  ctx.beginPath();
  // In steps: a half-hour has one number, not a slope.
  curve.usual.forEach((count, index) => {
    const [from, to] = [-0.5, 0.5].map((side) => x.getPixelForValue(index) + (rightToLeft ? -side : side) * place);
    const height = y.getPixelForValue(count);
    ctx.lineTo(from ?? 0, height);
    ctx.lineTo(to ?? 0, height);
  });
  ctx.stroke();
}
