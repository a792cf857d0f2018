// Contrast of the tokens, by WCAG's formula: numbers 6:1, labels 4.5:1.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const styles = new URL('../../client/styles/', import.meta.url);
const css = ['tokens.css', 'themes.css'].map((name) => readFileSync(new URL(name, styles), 'utf8')).join('\n');
/** What stands between the braces after a selector, at its first place as a selector of its own. */
const block = (selector: string): string => css.slice(css.indexOf(`\n${selector} {`)).split('}')[0] ?? '';

function tokens(...blocks: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const text of blocks)
    for (const [, name = '', colour = ''] of text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) found[name] = colour;
  return found;
}

/** Each theme with the blocks that make it, and how a link's state dims it. */
const themes = {
  dark: { blocks: [block(':root')], dimmed: (link: string) => block(`[data-link='${link}'] .wall main`) },
  light: {
    blocks: [block(':root'), block(":root[data-theme='light']")],
    dimmed: (link: string) => block(`[data-theme='light'][data-link='${link}'] .wall main`),
  },
};

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const NEARLY_GREY = 48;
/** How far a colour is from a grey, 0 … 255. */
function chroma(colour = ''): number {
  const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return Math.max(...parts) - Math.min(...parts);
}

function contrast(one = '', other = ''): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(themes))('in the %s theme', (theme, { blocks, dimmed }) => {
  const t = tokens(...blocks);
  const grounds = ['raised', 'surface', 'sunk', 'background'];

  it('every colour of the light theme has its counterpart', () => {
    if (theme === 'light')
      expect(Object.keys(tokens(blocks[1]!)).sort()).toEqual(Object.keys(tokens(blocks[0]!)).sort());
  });
  it.each(['text', 'calm', 'watch', 'act', 'blue', 'violet', 'steel'])('numbers in %s reach 6:1', (name) => {
    for (const ground of grounds)
      if (name !== 'steel' || ground !== 'raised')
        expect(contrast(t[name], t[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(6);
  });
  it.each(['quiet', 'faint'])('labels in %s reach 4.5:1', (name) => {
    for (const ground of grounds)
      expect(contrast(t[name], t[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
  it('words and bars on a deep colour can be read', () => {
    for (const name of ['calm', 'watch', 'act'])
      expect(contrast(t[name], t[`${name}-deep`]), name).toBeGreaterThanOrEqual(4.5);
    for (const bar of ['calm-deep', 'line']) {
      expect(contrast(t['text'], t[bar]), bar).toBeGreaterThanOrEqual(6);
      expect(contrast(t['quiet'], t[bar]), bar).toBeGreaterThanOrEqual(4.5);
    }
  });
  it('amber is amber: what is filled with it has its hue, and an edge with enough contrast to the ground', () => {
    for (const name of ['watch-fill', ...(theme === 'light' ? ['watch-deep'] : [])]) {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(t[name]?.slice(at, at + 2) ?? '', 16));
      const hue = (60 * (green - blue)) / (red - blue);
      expect([red, hue > 33 && hue < 48], name).toEqual([255, true]);
    }
    for (const ground of grounds) expect(contrast(t['watch'], t[ground]), ground).toBeGreaterThanOrEqual(4.5);
    expect(contrast(t['watch'], t['watch-deep'])).toBeGreaterThanOrEqual(4.5);
  });
  it('what says that figures are old can be read, and dims with nothing', () => {
    expect(contrast(t['alarm'], t['alarm-deep'])).toBeGreaterThanOrEqual(4.5);
    for (const link of ['stale', 'lost']) expect(tokens(dimmed(link))).not.toHaveProperty('alarm');
  });
  it('tiles of every shade can be read', () => {
    for (let step = 0; step < 7; step += 1) {
      const text = step > 3 ? t['on-share-light'] : t['on-share-dark'];
      expect(contrast(text, t[`share-${step}`]), `shade ${step}`).toBeGreaterThanOrEqual(6);
    }
  });

  describe.each(['stale', 'lost'])('on a %s wall', (link) => {
    const t = tokens(...blocks, dimmed(link));
    it('what is no longer true is dimmed and can still be read', () => {
      expect(contrast(t['text'], t['raised'])).toBeLessThan(8);
      for (const name of ['text', 'quiet', 'faint', 'calm', 'watch', 'act', 'blue', 'violet', 'steel'])
        for (const ground of [...grounds, 'calm-deep', 'watch-deep', 'act-deep', 'line'])
          expect(contrast(t[name], t[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    });
    it('its tiles lose their colour too, the dark ones and the bright', () => {
      for (let step = 0; step < 7; step += 1)
        expect(chroma(t[`share-${step}`]), `shade ${step}`).toBeLessThanOrEqual(NEARLY_GREY);
    });
    it('its tiles can be read', () => {
      for (let step = 0; step < 7; step += 1) {
        const text = step > 3 ? t['on-share-light'] : t['on-share-dark'];
        expect(contrast(text, t[`share-${step}`]), `shade ${step}`).toBeGreaterThanOrEqual(4.3);
      }
    });
  });
});

describe('figures of a telephone system that is not heard', () => {
  const prefixes = { dark: '', light: "[data-theme='light']" };
  it.each(Object.entries(prefixes))('have the dimmed colours of a lost server in the %s theme', (_theme, prefix) => {
    for (const [heard, link] of [
      ['stale', 'stale'],
      ['lost', 'lost'],
      ['never', 'lost'],
    ]) {
      const own = prefix === '' ? `[data-heard='${heard}']` : `${prefix} [data-heard='${heard}']`;
      const rule = css.split('}').find((part) => part.includes(`\n${own},`));
      expect(rule, `${prefix} ${heard}`).toContain(`${prefix}[data-link='${link}'] .wall main {`);
    }
  });
});

it('words on a poster can be read on its paper, and those of its foot on their ground', () => {
  const t = tokens(css.split('/* Posters:')[1]?.split('}')[0] ?? '');
  for (const name of ['ink', 'quiet', 'calm', 'watch', 'act'])
    expect(contrast(t[`paper-${name}`], t['paper']), name).toBeGreaterThanOrEqual(4.5);
});
