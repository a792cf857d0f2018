// Chart.js behind one attachment: the bars of the month. Colours are the tokens', read from the page.
import { CategoryScale, Chart, LinearScale, type ChartOptions } from 'chart.js';
import { addRoundedRectPath } from 'chart.js/helpers';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { axisTop, looksAlike, type DayHeights } from './day-heights.ts';

Chart.register(CategoryScale, LinearScale);

export type DayChart = { heights: DayHeights; digits: (value: number) => string; rightToLeft: boolean };

/** A chart may wait for its numbers: what citizens wait for is drawn first. */
const AFTER_THE_NUMBERS_MS = 50;

export function dayChart(read: () => DayChart): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let shown = untrack(read);
    let axesShown = shown;
    const bars = {
      id: 'bars',
      afterDatasetsDraw: (chart: Chart): void => drawBars(chart, rows(canvas, shown.heights)),
    };
    const chart = new Chart(canvas, {
      type: 'bar',
      data: { datasets: [] },
      plugins: [bars],
      options: options(canvas, shown),
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    let areAxesDue = false;
    const draw = (): void => {
      timer = undefined;
      if (!areAxesDue && haveSameAxes(shown, axesShown)) return chart.draw();
      areAxesDue = false;
      axesShown = shown;
      chart.options = options(canvas, shown);
      chart.update('none');
    };
    const redraw = (): void => void (timer ??= setTimeout(draw, AFTER_THE_NUMBERS_MS));
    // A contact more is seldom a pixel more, and where the axes end elsewhere is much work.
    $effect(() => {
      const next = read();
      const pixels = (chart.height || innerHeight) * chart.currentDevicePixelRatio;
      if (haveSameAxes(next, shown) && looksAlike(next.heights, shown.heights, pixels)) return;
      shown = next;
      redraw();
    });
    const dressAnew = (): void => {
      areAxesDue = true;
      redraw();
    };
    const dressed = new MutationObserver(dressAnew);
    dressed.observe(document.documentElement, { attributeFilter: ['data-link', 'data-theme', 'data-print'] });
    addEventListener('resize', dressAnew);
    return () => {
      clearTimeout(timer);
      dressed.disconnect();
      removeEventListener('resize', dressAnew);
      chart.destroy();
    };
  };
}

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

function looksOf(canvas: HTMLCanvasElement) {
  const style = getComputedStyle(canvas);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return { token, family: style.fontFamily, size: parseFloat(style.fontSize) };
}

function options(canvas: HTMLCanvasElement, { heights, digits, rightToLeft }: DayChart): ChartOptions {
  const { token, family, size } = looksOf(canvas);
  const ticks = { color: token('--faint'), font: { family, size } };
  return {
    animation: false,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { left: rightToLeft ? size / 2 : 0, right: rightToLeft ? 0 : size / 2 } },
    scales: {
      x: {
        type: 'category',
        labels: heights.current.map((_, index) => digits(index + 1)),
        offset: true,
        reverse: rightToLeft,
        grid: { display: false },
        border: { color: token('--line') },
        ticks: { ...ticks, padding: 0, maxRotation: 0, autoSkip: false },
        afterBuildTicks: (axis) => (axis.ticks = axis.ticks.filter(({ value }) => value === 0 || value % 5 === 4)),
      },
      y: {
        type: 'linear',
        position: rightToLeft ? 'right' : 'left',
        min: 0,
        max: axisTop(heights),
        grid: { color: token('--line'), tickLength: 0 },
        border: { display: false },
        ticks: {
          ...ticks,
          padding: size / 3,
          maxTicksLimit: 4,
          includeBounds: false,
          precision: 0,
          callback: (value) => digits(Number(value)),
        },
      },
    },
  };
}
