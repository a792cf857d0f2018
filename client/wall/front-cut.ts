// A name in as many lines as there is room for. One that is too long loses words from its front: the beginnings of offices
// are alike, their ends differ. Pure.

/** `widthOf` and `room` in the same unit; `room` of one line. */
export function frontCut(name: string, lines: number, room: number, widthOf: (text: string) => number): string {
  const words = name.split(' ');
  for (let from = 0; from < words.length - 1; from++) {
    const text = (from === 0 ? '' : '… ') + words.slice(from).join(' ');
    if (linesOf(text, room, widthOf) <= lines) return text;
  }
  return words.length > 1 ? `… ${words[words.length - 1]}` : name;
}

/** How many lines a text breaks into, as a browser would break it. */
function linesOf(text: string, room: number, widthOf: (text: string) => number): number {
  let lines = 1;
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) > room && line !== '') {
      lines += 1;
      line = word;
    } else line = longer;
    if (widthOf(line) > room) return Infinity;
  }
  return lines;
}
