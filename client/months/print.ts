// On paper the report is dark on white, whatever the screen is, and every page is numbered and says what it is of.

/** What stands at the foot of each page, around its number and the number of pages. */
export type Foot = { before: string; between: string; numerals: string };

/** While something is printed the page has its light colours; returns what ends that. */
export function paper(foot: Foot): () => void {
  const root = document.documentElement;
  let before: string | undefined;
  const print = (): void => {
    before = root.dataset['theme'] ?? '';
    root.dataset['theme'] = 'light';
  };
  const back = (): void => {
    if (before !== undefined) root.dataset['theme'] = before;
    before = undefined;
  };
  addEventListener('beforeprint', print);
  addEventListener('afterprint', back);
  const numbered = numberPages(foot);
  return () => {
    removeEventListener('beforeprint', print);
    removeEventListener('afterprint', back);
    back();
    numbered();
  };
}

/** A margin of a page is styled by a sheet only, so its words go into one; browsers without margin boxes leave them out. */
function numberPages({ before, between, numerals }: Foot): () => void {
  const sheet = new CSSStyleSheet();
  const text = (words: string): string => JSON.stringify(words);
  sheet.replaceSync(
    `@page { @bottom-center { content: ${text(before)} counter(page, ${numerals}) ${text(between)} counter(pages, ${numerals}); font-size: 7pt; color: #555; } }`,
  );
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => void (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet));
}
