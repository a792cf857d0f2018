// How wide a text is in the typeface of the screens, in em.
const FAMILY = "'Vazirmatn Variable', 'Noto Sans Arabic', Tahoma, sans-serif";
const SIZE = 100;
/** A canvas and a page round differently. */
const SPARE = 1.02;

let context: CanvasRenderingContext2D | null | undefined;
/** Few texts, asked for again with every patch. */
const known = new Map<string, number>();
const MOST_KNOWN = 2_000;

/** What was measured before the typeface had come is wrong. */
export const forgetWidths = (): void => known.clear();

export function textWidth(text: string, weight: number): number {
  const key = `${weight} ${text}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const width = measured(text, weight);
  known.set(key, width);
  return width;
}

function measured(text: string, weight: number): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 0.6;
  context.font = `${weight} ${SIZE}px ${FAMILY}`;
  return (context.measureText(text).width / SIZE) * SPARE;
}

/** The text with each of its digits as wide as the widest, and at least so many of them. */
export function widestText(text: string, least: number, digits: string): string {
  const widest = [...digits].reduce((wide, one) => (textWidth(one, 800) > textWidth(wide, 800) ? one : wide));
  const own = [...text].filter((one) => digits.includes(one)).length;
  return (
    [...text].map((one) => (digits.includes(one) ? widest : one)).join('') + widest.repeat(Math.max(0, least - own))
  );
}
