// Chart.js behind one attachment: the bars of the month. Colours are the tokens', read from the page.
import { BarController, BarElement, CategoryScale, Chart, LinearScale, type ChartConfiguration } from 'chart.js';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { DayHeights } from './day-heights.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

export type DayChart = { heights: DayHeights; digits: (value: number) => string; rightToLeft: boolean };

/** A chart may wait for its numbers: what citizens wait for is drawn first. */
const AFTER_THE_NUMBERS_MS = 50;

export function dayChart(read: () => DayChart): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    const chart = new Chart(canvas, config(canvas, untrack(read)));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const redraw = (shown: DayChart): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const { data, options } = config(canvas, shown);
        chart.data = data;
        chart.options = options ?? {};
        chart.update('none');
      }, AFTER_THE_NUMBERS_MS);
    };
    $effect(() => redraw(read()));
    const recoloured = new MutationObserver(() => redraw(read()));
    recoloured.observe(document.documentElement, { attributeFilter: ['data-link', 'data-theme', 'data-print'] });
    const resized = (): void => redraw(read());
    addEventListener('resize', resized);
    return () => {
      clearTimeout(timer);
      recoloured.disconnect();
      removeEventListener('resize', resized);
      chart.destroy();
    };
  };
}

function config(canvas: HTMLCanvasElement, { heights, digits, rightToLeft }: DayChart): ChartConfiguration<'bar'> {
  const style = getComputedStyle(canvas);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const size = parseFloat(style.fontSize);
  const font = { family: style.fontFamily, size };
  const bars = heights.current.map((_, index) => token(index === heights.today ? '--day-today' : '--day'));
  const round = { topLeft: size / 6, topRight: size / 6 };
  return {
    type: 'bar',
    data: {
      labels: heights.current.map((_, index) => digits(index + 1)),
      datasets: [
        { data: heights.current, backgroundColor: bars, barPercentage: 0.52, borderRadius: round, grouped: false },
        {
          data: heights.before,
          backgroundColor: token('--day-before'),
          barPercentage: 0.95,
          borderRadius: round,
          grouped: false,
        },
        // Where nothing is yet a day has its place all the same: a young month looks young, not broken.
        {
          data: heights.current.map((count, index) => (count === null && heights.before[index] === null ? 0 : null)),
          backgroundColor: token('--line-strong'),
          barPercentage: 0.52,
          minBarLength: size / 6,
          grouped: false,
        },
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { left: rightToLeft ? size / 2 : 0, right: rightToLeft ? 0 : size / 2 } },
      datasets: { bar: { categoryPercentage: 0.92 } },
      scales: {
        x: {
          reverse: rightToLeft,
          grid: { display: false },
          border: { color: token('--line') },
          ticks: {
            color: token('--faint'),
            font,
            padding: 0,
            maxRotation: 0,
            autoSkip: false,
            callback: (_value, index) => (index === 0 || (index + 1) % 5 === 0 ? digits(index + 1) : null),
          },
        },
        y: {
          position: rightToLeft ? 'right' : 'left',
          beginAtZero: true,
          max: Math.max(4, 1.06 * Math.max(...known(heights.current), ...known(heights.before))),
          grid: { color: token('--line'), tickLength: 0 },
          border: { display: false },
          ticks: {
            color: token('--faint'),
            font,
            padding: size / 3,
            maxTicksLimit: 4,
            includeBounds: false,
            precision: 0,
            callback: (value) => digits(Number(value)),
          },
        },
      },
    },
  };
}

const known = (counts: readonly (number | null)[]): number[] => counts.filter((count) => count !== null);
