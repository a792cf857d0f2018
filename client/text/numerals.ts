// Numbers as a language writes them: fa with Persian digits, en with Latin ones.
export type Lang = 'fa' | 'en';
export const localeOf: Record<Lang, string> = { fa: 'fa-IR', en: 'en-GB' };

export type Numerals = {
  /** 1,234 with grouping. */
  count: (value: number) => string;
  /** As people type it: no grouping, and what follows the point stays. */
  plain: (value: number) => string;
  /** Shortened from a hundred thousand on, for narrow columns. */
  short: (value: number) => string;
  /** A share 0–1 as whole percent, below one percent in tenths: few is not none. */
  percent: (share: number) => string;
  /** Two digits, for the seconds and minutes of a duration. */
  two: (value: number) => string;
};

export function numerals(lang: Lang): Numerals {
  const locale = localeOf[lang];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false });
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const padded = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  return {
    count: (value) => whole.format(value),
    plain: (value) => plain.format(value),
    short: (value) => (value < 100_000 ? whole : compact).format(value),
    percent: (value) => (value > 0 && value < 0.01 ? tenths : share).format(value),
    two: (value) => padded.format(value),
  };
}
