// What the eye would see wrong, found by geometry inside the page: bars, cut text, overlaps, small type.
import type { Page } from 'playwright-core';

export type Fault = string;

/** Runs in the page. `scrolls`: the page may be longer than the screen. */
function look({ scrolls, least }: { scrolls: boolean; least: number }): Fault[] {
  type Box = { left: number; right: number; top: number; bottom: number };
  const faults: string[] = [];
  const root = document.documentElement;
  const name = (node: Element): string =>
    `${node.tagName.toLowerCase()}.${node.getAttribute('class') ?? ''} "${(node.textContent ?? '').trim().slice(0, 30)}"`;
  const meet = (a: Box, b: Box): boolean =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;
  const inside = (a: Box, b: Box): boolean =>
    a.left >= b.left - 2 && a.right <= b.right + 2 && a.top >= b.top - 2 && a.bottom <= b.bottom + 2;

  if (root.scrollWidth > innerWidth) faults.push(`a horizontal scroll bar: ${root.scrollWidth} > ${innerWidth}`);
  if (!scrolls && root.scrollHeight > innerHeight) faults.push(`a scroll bar: ${root.scrollHeight} > ${innerHeight}`);

  const visible = (node: Element): boolean =>
    node.closest('.spoken') === null && node.getClientRects().length > 0 && node.checkVisibility();
  /** A bar that stays while the page scrolls below it: what it covers now can be scrolled out. */
  const stays = (node: Element | null): boolean =>
    scrolls && node !== null && (getComputedStyle(node).position === 'fixed' || stays(node.parentElement));
  const all = [...document.body.querySelectorAll('*')].filter((node) => !node.closest('svg') && visible(node));
  for (const node of all) {
    if (node.closest('[data-ellipsis]') || node.matches('[data-cut-off]')) continue;
    const clips = getComputedStyle(node).overflowX !== 'visible' || getComputedStyle(node).overflowY !== 'visible';
    if (clips && node.scrollWidth > node.clientWidth + 1) faults.push(`cut across: ${name(node)}`);
    if (clips && !scrolls && node.scrollHeight > node.clientHeight + 1) faults.push(`cut below: ${name(node)}`);
  }

  for (const group of ['main > section', 'main ul > li', 'body header > *']) {
    const boxes = [...document.querySelectorAll(group)]
      .filter(visible)
      .map((node) => ({ node, box: node.getBoundingClientRect() }));
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1))
        if (!one.node.contains(other.node) && meet(one.box, other.box))
          faults.push(`overlap: ${name(one.node)} and ${name(other.node)}`);
    });
  }

  for (const picture of [...document.querySelectorAll('main canvas, main [role="img"]')].filter(visible)) {
    const home = picture.closest('section');
    const box = picture.getBoundingClientRect();
    if (home && !inside(box, home.getBoundingClientRect())) faults.push(`picture outside its card: ${name(picture)}`);
    if (picture.matches('canvas') && box.height < 40) faults.push(`a chart too low to read: ${box.height}px`);
  }

  // Texts: a line box is taller than its ink, so a fifth of it is taken off above and below.
  const texts: { node: Element; box: Box; home: Element }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!node || (text.textContent ?? '').trim() === '' || !visible(node) || stays(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const clip = node.closest('[data-ellipsis]')?.getBoundingClientRect();
    const cutOff = node.closest('[data-cut-off]')?.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (size < least - 0.01) faults.push(`type of ${size}px: ${name(node)}`);
    const home = node.closest('main li, main section') ?? node.closest('header, ul, body') ?? document.body;
    for (const line of range.getClientRects()) {
      const spare = (line.height - size * 0.74) / 2;
      const box = {
        left: Math.max(line.left, clip?.left ?? -Infinity),
        right: Math.min(line.right, clip?.right ?? Infinity),
        top: line.top + spare,
        bottom: line.bottom - spare,
      };
      // What has no room there is left out whole.
      if (cutOff && !meet(box, cutOff)) continue;
      if (cutOff && !inside(box, cutOff)) faults.push(`cut through: ${name(node)}`);
      texts.push({ node, home, box });
    }
  }
  for (const { node, box, home } of texts)
    if (!inside(box, home.getBoundingClientRect()))
      faults.push(`text outside its place: ${name(node)} of ${name(home)}`);
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1))
      if (
        one.node !== other.node &&
        !one.node.contains(other.node) &&
        !other.node.contains(one.node) &&
        meet(one.box, other.box)
      )
        faults.push(`texts meet: ${name(one.node)} and ${name(other.node)}`);
  });
  for (const value of texts.map(({ node }) => node.textContent ?? ''))
    if (/\b(null|NaN|undefined|Infinity)\b/.test(value)) faults.push(`not a word for people: ${value}`);
  return [...new Set(faults)];
}

export const faultsOf = (page: Page, scrolls: boolean, least: number): Promise<Fault[]> =>
  page.evaluate(look, { scrolls, least });
