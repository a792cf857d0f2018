// The typeface of the screens for a page that is not built with them: its files have names that change with their content.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const parts = [
  ['arabic', 'U+0600-06FF,U+0750-077F,U+200C-200E,U+2010-2011,U+204F,U+2E41,U+FB50-FDFF,U+FE70-FEFC'],
  ['latin', 'U+0000-00FF,U+2013-2014,U+2018-201A,U+201C-201E,U+2026'],
] as const;

/** Rules that load it; empty where the screens are not built. `dist`: folder of the build. */
export function typefaceRules(dist: string): string {
  let files: string[];
  try {
    files = readdirSync(join(dist, 'assets'));
  } catch {
    return '';
  }
  return parts
    .flatMap(([part, range]) => {
      const file = files.find((name) => new RegExp(`^vazirmatn-${part}-wght-normal-[\\w-]+\\.woff2$`).test(name));
      return file === undefined
        ? []
        : [
            `@font-face{font-family:'Vazirmatn Variable';font-display:swap;font-weight:100 900;src:url(/assets/${file}) format('woff2-variations');unicode-range:${range}}`,
          ];
    })
    .join('\n');
}
