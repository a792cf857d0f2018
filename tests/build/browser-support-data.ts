// What the browsers of old TVs lack: things younger than Chromium 87, each with the version that brought it.
// From the compatibility tables of MDN. Only what a static look can tell; a name that means something else elsewhere is
// looked at with its arguments.

/** Methods by name alone, called on anything. */
export const newMethods: Readonly<Record<string, number>> = {
  findLast: 97,
  findLastIndex: 97,
  toSorted: 110,
  toReversed: 110,
  toSpliced: 110,
  fromAsync: 121,
  groupBy: 117,
  hasOwn: 93,
  isWellFormed: 111,
  toWellFormed: 111,
  randomUUID: 92,
  throwIfAborted: 100,
  withResolvers: 119,
  isSubsetOf: 122,
  symmetricDifference: 122,
  supportedValuesOf: 99,
  formatToTemporal: 144,
  setHTMLUnsafe: 124,
  getHTML: 125,
  moveBefore: 133,
  checkVisibility: 105,
  startViewTransition: 111,
  showPopover: 114,
  hidePopover: 114,
  togglePopover: 114,
  requestClose: 134,
  showPicker: 99,
  getSetCookie: 113,
  canParse: 120,
};

/** Methods of one object: `Promise.any` is old enough, `AbortSignal.any` is not. */
export const newStatics: Readonly<Record<string, number>> = {
  'AbortSignal.timeout': 103,
  'AbortSignal.abort': 93,
  'AbortSignal.any': 116,
  'Response.json': 105,
  'Promise.try': 128,
  'Iterator.from': 122,
  'RegExp.escape': 136,
  'Error.isError': 134,
  'Math.sumPrecise': 147,
};

/** Names that stand for themselves, when they are called or built. */
export const newGlobals: Readonly<Record<string, number>> = {
  structuredClone: 98,
  reportError: 95,
  URLPattern: 95,
};

/** Parts of Intl and of others that are only there, or not. */
export const newMembers: Readonly<Record<string, number>> = {
  'Intl.DurationFormat': 129,
  'Intl.Enumerator': 99,
  'Temporal.Now': 144,
  'scheduler.yield': 129,
  'scheduler.postTask': 94,
  'navigator.userAgentData': 90,
  'navigator.virtualKeyboard': 94,
};

/** Declarations and selectors; each is looked for in the style sheets as they are shipped. */
export const newStyles: readonly (readonly [name: string, since: number, pattern: RegExp])[] = [
  [':is()', 88, /:is\(/],
  [':where()', 88, /:where\(/],
  [':not() with a list', 88, /:not\([^()]*,/],
  [':has()', 105, /:has\(/],
  [':dir()', 120, /:dir\(/],
  [':autofill', 110, /:autofill\b/],
  [':user-invalid', 119, /:user-(?:in)?valid\b/],
  [':popover-open', 114, /:popover-open\b/],
  ['::part-like scopes', 118, /@scope\b/],
  ['@container', 105, /@container\b/],
  ['@layer', 99, /@layer\b/],
  ['@starting-style', 117, /@starting-style\b/],
  ['ranges in media queries', 104, /@media[^{]*[<>]/],
  ['nesting', 112, /[{;}]\s*&/],
  ['aspect-ratio', 88, /[{;]\s*aspect-ratio:/],
  ['overflow: clip', 90, /overflow(?:-[xy])?:\s*clip\b/],
  ['dynamic viewport units', 108, /\d(?:[dsl]v(?:h|w|min|max))\b/],
  ['container units', 105, /\dcq(?:w|h|i|b|min|max)\b/],
  ['color-mix()', 111, /color-mix\(/],
  ['lab, lch, oklab, oklch', 111, /\b(?:ok)?l(?:ab|ch)\(/],
  ['light-dark()', 123, /light-dark\(/],
  ['relative colours', 119, /\b(?:rgb|hsl)a?\(\s*from\b/],
  ['round(), mod(), sin() and their kind', 111, /[\s:(,](?:round|mod|rem|sin|cos|tan|pow|sqrt|hypot|abs|sign)\(/],
  ['translate, rotate, scale as properties', 104, /[{;]\s*(?:translate|rotate|scale):/],
  ['text-wrap', 114, /[{;]\s*text-wrap:/],
  ['subgrid', 117, /\bsubgrid\b/],
  ['field-sizing', 123, /field-sizing:/],
  ['mask without -webkit-', 120, /[{;]\s*mask(?:-image)?:/],
  ['animation-timeline', 115, /animation-(?:timeline|range|composition):/],
  ['offset-path by shape', 116, /offset-path:\s*(?!path)/],
];
