// Contrast of the tokens, by WCAG's formula: numbers 6:1, labels 4.5:1.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../client/styles/tokens.css', import.meta.url), 'utf8');
const root = css.slice(css.indexOf(':root'), css.indexOf('@media'));
const block = (link: string): string => css.slice(css.indexOf(`[data-link='${link}'] .wall main`)).split('}')[0] ?? '';

function tokens(...blocks: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const text of blocks)
    for (const [, name = '', colour = ''] of text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)) found[name] = colour;
  return found;
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one = '', other = ''): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('on a living wall', () => {
  const t = tokens(root);
  it.each(['text', 'calm', 'watch', 'act', 'blue', 'violet', 'steel'])('numbers in %s reach 6:1', (name) => {
    for (const ground of ['raised', 'surface', 'sunk', 'background'])
      if (name !== 'steel' || ground !== 'raised')
        expect(contrast(t[name], t[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(6);
  });
  it.each(['quiet', 'faint'])('labels in %s reach 4.5:1', (name) => {
    for (const ground of ['raised', 'surface', 'sunk', 'background'])
      expect(contrast(t[name], t[ground]), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
  it('tiles of every shade can be read', () => {
    for (let step = 0; step < 7; step += 1) {
      const text = step > 3 ? t['on-share-light'] : t['on-share-dark'];
      expect(contrast(text, t[`share-${step}`]), `shade ${step}`).toBeGreaterThanOrEqual(6);
    }
  });
});

describe.each(['stale', 'lost'])('on a %s wall', (link) => {
  const t = tokens(root, block(link));
  it('what is no longer true is dimmed and can still be read', () => {
    expect(contrast(t['text'], t['raised'])).toBeLessThan(8);
    for (const name of ['text', 'quiet', 'faint', 'calm', 'watch', 'act'])
      expect(contrast(t[name], t['raised']), name).toBeGreaterThanOrEqual(4.3);
  });
});
