// Chart.js behind one attachment, for as long as its canvas stands: it lays out axes, and what fills them draws itself.
import { CategoryScale, Chart, LinearScale, type ChartOptions } from 'chart.js';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

Chart.register(CategoryScale, LinearScale);

export type Drawn<T> = {
  read: () => T;
  options: (canvas: HTMLCanvasElement, shown: T) => ChartOptions;
  fill: (chart: Chart, canvas: HTMLCanvasElement, shown: T) => void;
  haveSameAxes: (one: T, other: T) => boolean;
  looksAlike: (one: T, other: T, pixels: number) => boolean;
};

/** A chart may wait for its numbers: what citizens wait for is drawn first. */
const AFTER_THE_NUMBERS_MS = 50;

export function lastingChart<T>({
  read,
  options,
  fill,
  haveSameAxes,
  looksAlike,
}: Drawn<T>): Attachment<HTMLCanvasElement> {
  return (canvas) => {
    let shown = untrack(read);
    let axesShown = shown;
    const filling = { id: 'filling', afterDatasetsDraw: (chart: Chart): void => fill(chart, canvas, shown) };
    const chart = new Chart(canvas, {
      type: 'bar',
      data: { datasets: [] },
      plugins: [filling],
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
      if (haveSameAxes(next, shown) && looksAlike(next, shown, pixels)) return;
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

/** The tokens, typeface and size of the page where a chart stands. */
export function looksOf(canvas: HTMLCanvasElement) {
  const style = getComputedStyle(canvas);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return { token, family: style.fontFamily, size: parseFloat(style.fontSize) };
}

export type Axes = {
  /** The categories below, and which of them are written. */
  labels: readonly string[];
  isWritten: (index: number) => boolean;
  top: number;
  digits: (value: number) => string;
  rightToLeft: boolean;
  mostTicks: number;
};

export function axesOf(canvas: HTMLCanvasElement, axes: Axes): ChartOptions {
  const { labels, isWritten, top, digits, rightToLeft, mostTicks } = axes;
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
        labels: [...labels],
        offset: true,
        reverse: rightToLeft,
        grid: { display: false },
        border: { color: token('--line') },
        ticks: { ...ticks, padding: 0, maxRotation: 0, autoSkip: false },
        afterBuildTicks: (axis) => (axis.ticks = axis.ticks.filter(({ value }) => isWritten(value))),
      },
      y: {
        type: 'linear',
        position: rightToLeft ? 'right' : 'left',
        min: 0,
        max: top,
        grid: { color: token('--line'), tickLength: 0 },
        border: { display: false },
        ticks: {
          ...ticks,
          padding: size / 3,
          maxTicksLimit: mostTicks,
          includeBounds: false,
          precision: 0,
          callback: (value) => digits(Number(value)),
        },
      },
    },
  };
}
