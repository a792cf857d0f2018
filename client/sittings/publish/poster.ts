// Draws posters of announced sittings onto canvases: a sheet of paper, or a square for messengers, in the look of the office.
import type { AnnouncedDay, AnnouncedRow } from './announced-days.ts';
import type { Messages } from './messages.fa.ts';
import { posterPages, type PosterLine } from './poster-pages.ts';

export type Shape = 'a4' | 'square';
export type PosterFacts = {
  days: readonly AnnouncedDay[];
  office: string;
  /** The number that citizens dial, in the digits of the language. */
  line: string;
  dates: string;
  emblem: HTMLImageElement | undefined;
  count: (value: number) => string;
  t: Messages;
  direction: 'rtl' | 'ltr';
};
type Colours = Record<'paper' | 'ink' | 'quiet' | 'line' | 'calm' | 'watch' | 'act', string>;

/** Pixels of a picture; a sheet has 300 for an inch. `unit`: pixels of one unit of length. */
export const shapes = {
  a4: { width: 2480, height: 3508, unit: 1.7 },
  square: { width: 1080, height: 1080, unit: 1 },
} as const;
const FAMILY = "'Vazirmatn Variable', Tahoma, sans-serif";
/** Lengths in units. */
const EDGE = 56;
const HEAD = 196;
const FOOT = 138;
const DAY_HEIGHT = 66;
const ROW = 58;
const LINE = 36;
const TIME = 216;
/** Between two columns. */
const GAP = 48;

/** Resolves when the typeface is there: a canvas does not wait for it. */
export async function posterReady(): Promise<void> {
  const fonts = ['400', '700', '800'].map((weight) => `${weight} 30px ${FAMILY}`);
  await Promise.all(fonts.map((font) => document.fonts.load(font, 'ساری ۱ Sari 1')));
}

export function drawPosters(shape: Shape, facts: PosterFacts): HTMLCanvasElement[] {
  const { width, height, unit } = shapes[shape];
  const rowOf = ({ office, mark }: AnnouncedRow): number =>
    ROW + (office === '' ? 0 : LINE) + (mark === undefined ? 0 : LINE);
  const page = height / unit - 2 * EDGE - HEAD - FOOT;
  const columns = posterPages(facts.days, { day: DAY_HEIGHT, rowOf, page });
  // A sheet has room for two columns, where one page of one column is not enough.
  const beside = shape === 'a4' && columns.length > 1 ? 2 : 1;
  const pages = Array.from({ length: Math.max(1, Math.ceil(columns.length / beside)) }, (_none, n) =>
    columns.slice(n * beside, (n + 1) * beside),
  );
  return pages.map((own, n, all) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width, height];
    const ctx = canvas.getContext('2d');
    if (ctx) {
      ctx.scale(unit, unit);
      const pen = createPen(ctx, width / unit, height / unit, facts.direction);
      drawFrame(pen, facts, [n + 1, all.length]);
      drawColumns(pen, own, beside, facts.t);
    }
    return canvas;
  });
}

type Pen = ReturnType<typeof createPen>;
type TextAt = { size: number; weight?: number; colour: string; at: number; y: number; width: number };

/** Places are measured from the side at which the language begins. */
function createPen(ctx: CanvasRenderingContext2D, width: number, height: number, direction: 'rtl' | 'ltr') {
  const style = getComputedStyle(document.documentElement);
  const names = ['ink', 'quiet', 'line', 'calm', 'watch', 'act'] as const;
  const colours = Object.fromEntries(
    names.map((name) => [name, style.getPropertyValue(`--paper-${name}`).trim()]),
  ) as Colours;
  colours.paper = style.getPropertyValue('--paper').trim();
  const x = (at: number): number => (direction === 'rtl' ? width - at : at);

  return {
    ctx,
    width,
    height,
    colours,
    direction,
    rect(colour: string, at: number, y: number, wide: number, high: number): void {
      ctx.fillStyle = colour;
      ctx.fillRect(direction === 'rtl' ? width - at - wide : at, y, wide, high);
    },
    /** One line; returns its width. What does not fit is drawn smaller, down to two thirds, then narrower. */
    text(words: string, { size, weight = 400, colour, at, y, width: most }: TextAt): number {
      ctx.direction = direction;
      ctx.textAlign = direction === 'rtl' ? 'right' : 'left';
      ctx.textBaseline = 'alphabetic';
      ctx.fillStyle = colour;
      let fit = size;
      const wide = (): number => {
        ctx.font = `${weight} ${fit}px ${FAMILY}`;
        return ctx.measureText(words).width;
      };
      while (wide() > most && fit > (size * 2) / 3) fit -= 1;
      const drawn = Math.min(wide(), most);
      ctx.fillText(words, x(at), y, most);
      return drawn;
    },
    picture(image: HTMLImageElement, at: number, y: number, box: number): void {
      const scale = Math.min(box / image.naturalWidth, box / image.naturalHeight);
      const [wide, high] = [image.naturalWidth * scale, image.naturalHeight * scale];
      const left = direction === 'rtl' ? width - at - box : at;
      ctx.drawImage(image, left + (box - wide) / 2, y + (box - high) / 2, wide, high);
    },
  };
}

function drawFrame(pen: Pen, facts: PosterFacts, [number, all]: [number, number]): void {
  const { width, height, colours } = pen;
  const { office, line, dates, emblem, count, t } = facts;
  const inner = width - 2 * EDGE;
  pen.rect(colours.paper, 0, 0, width, height);
  pen.rect(colours.calm, 0, 0, width, 14);

  const beside = emblem ? 132 : 0;
  if (emblem) pen.picture(emblem, EDGE, EDGE - 4, 108);
  const room = { at: EDGE + beside, width: inner - beside };
  pen.text(office, { ...room, size: 26, weight: 700, colour: colours.quiet, y: EDGE + 24 });
  pen.text(t.poster.title(line), { ...room, size: 40, weight: 800, colour: colours.ink, y: EDGE + 78 });
  pen.text(dates, { ...room, size: 27, weight: 700, colour: colours.calm, y: EDGE + 124 });
  pen.rect(colours.calm, EDGE, EDGE + HEAD - 44, inner, 3);

  const foot = height - EDGE - FOOT + 44;
  pen.rect(colours.calm, 0, foot, width, FOOT + EDGE - 44);
  const numbered = all > 1 ? 110 : 0;
  pen.text(t.poster.foot(line), {
    at: EDGE,
    width: inner - numbered,
    size: 42,
    weight: 800,
    colour: colours.paper,
    y: foot + 66,
  });
  pen.text(t.poster.how, { at: EDGE, width: inner - numbered, size: 24, colour: colours.paper, y: foot + 114 });
  if (numbered > 0)
    pen.text(t.poster.page(count(number), count(all)), {
      at: width - EDGE - 90,
      width: 90,
      size: 24,
      colour: colours.paper,
      y: foot + 66,
    });
}

/** Where a column begins, and how wide it is. */
type Column = { at: number; width: number };

function drawColumns(pen: Pen, columns: readonly (readonly PosterLine[])[], beside: number, t: Messages): void {
  const top = EDGE + HEAD - 24;
  const width = (pen.width - 2 * EDGE - (beside - 1) * GAP) / beside;
  columns.forEach((lines, n) => {
    const column = { at: EDGE + n * (width + GAP), width };
    let y = top;
    for (const one of lines) {
      if (one.kind === 'day') drawDay(pen, one, column, y, t);
      else drawRow(pen, one.row, column, y);
      y += one.height;
    }
  });
  if (columns.length === 0) pen.text(t.none, { at: EDGE, width, size: 30, colour: pen.colours.quiet, y: top + 60 });
}

function drawDay(
  pen: Pen,
  { title, goesOn }: Extract<PosterLine, { kind: 'day' }>,
  { at, width }: Column,
  y: number,
  t: Messages,
): void {
  const words = goesOn ? t.poster.goesOn(title) : title;
  pen.text(words, { at, width, size: 29, weight: 800, colour: pen.colours.calm, y: y + 46 });
}

function drawRow(
  pen: Pen,
  { time, name, office, mark, isOff }: AnnouncedRow,
  { at, width }: Column,
  top: number,
): void {
  const { colours } = pen;
  const colour = isOff ? colours.quiet : colours.ink;
  pen.rect(colours.line, at, top, width, 1.5);
  const y = top + 41;
  const hours = pen.text(time, { at, width: TIME - 18, size: 27, weight: 700, colour, y });
  const room = { at: at + TIME, width: width - TIME };
  const named = pen.text(name, { ...room, size: 29, weight: 700, colour, y });
  if (isOff) {
    pen.rect(colours.act, at, y - 10, hours, 2.5);
    pen.rect(colours.act, at + TIME, y - 10, named, 2.5);
  }
  let next = y + LINE;
  if (office !== '') {
    pen.text(office, { ...room, size: 23, colour: colours.quiet, y: next });
    next += LINE;
  }
  if (mark !== undefined)
    pen.text(mark, { ...room, size: 23, weight: 700, colour: isOff ? colours.act : colours.watch, y: next });
}
