// The cards that stand there while the wall loads are drawn by what index.html itself holds. A style sheet in the head keeps a
// browser from drawing anything, so they stand behind the cards, and are asked for before the scripts: both share a thin line.
import type { Plugin } from 'vite';

const styleSheet = /\s*<link rel="stylesheet"([^>]*)>/g;
const APP = '<div id="app">';

/** index.html as Vite wrote it, with its style sheets behind the cards. */
export function skeletonFirst(html: string): string {
  const sheets = [...html.matchAll(styleSheet)].map(([, attributes]) => attributes ?? '');
  const bare = html.replace(styleSheet, '');
  if (!bare.includes('<script') || !bare.includes(APP)) throw new Error(`expected a script and ${APP} in index.html`);
  const links = (rel: string): string => sheets.map((attributes) => `<link ${rel}${attributes}>`).join('\n    ');
  return bare
    .replace('<script', `${links('rel="preload" as="style"')}\n    <script`)
    .replace(APP, `${links('rel="stylesheet"')}\n    ${APP}`);
}

export const earlySkeleton = (): Plugin => ({
  name: 'early-skeleton',
  apply: 'build',
  transformIndexHtml: { order: 'post', handler: skeletonFirst },
});
