// Which screens the server has to give now. A reload that finds no server, or half of an upgrade, would leave an error page
// on the wall for good, so every reload asks here first.

/** The script that a page begins with; its name carries the hash of the build. */
export const entryIn = (html: string): string | undefined =>
  /<script\b[^>]*\bsrc="([^"]*\/assets\/[^"]+\.js)"/.exec(html)?.[1];

/** The entry of the page that runs; undefined while screens are being written. */
export const ownEntry = (): string | undefined => entryIn(document.head.outerHTML);

const PATIENCE_MS = 10_000;

/** The entry that a reload would bring, when both page and entry can be had. */
export async function servedEntry(): Promise<string | undefined> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  const options = { cache: 'no-store', signal: control.signal } as const;
  try {
    const page = await fetch('/', options);
    const entry = page.ok ? entryIn(await page.text()) : undefined;
    if (entry === undefined) return undefined;
    const script = await fetch(entry, { ...options, method: 'HEAD' });
    return script.ok ? entry : undefined;
  } catch (error) {
    console.info('the server has no screens to give now', error);
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
