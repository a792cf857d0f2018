// What somebody recognises their browser by, from what it calls itself. Nothing else of that text is kept. Pure.

/** The order matters: most browsers also name the ones that they descend from. */
const families = [
  ['edge', /\bEdgA?\/|\bEdge\//],
  ['opera', /\bOPR\//],
  ['samsung', /\bSamsungBrowser\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ['safari', /\bSafari\//],
] as const;
const systems = [
  ['android', /\bAndroid\b/],
  ['ios', /\b(?:iPhone|iPad|iPod)\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMacintosh\b/],
  ['linux', /\bLinux\b|\bX11\b/],
] as const;

/** Such as `firefox/linux`; `other` for what is not known. */
export function browserLabel(userAgent: string | undefined): string {
  const named = (known: readonly (readonly [string, RegExp])[]): string =>
    known.find(([, pattern]) => pattern.test(userAgent ?? ''))?.[0] ?? 'other';
  return `${named(families)}/${named(systems)}`;
}
