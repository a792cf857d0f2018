// Full screen by the key f or a double click: a browser allows it only while somebody presses something.
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, select, textarea, [contenteditable]') !== null;

/** Returns what stops it. */
export function fullScreenOnDemand(root: HTMLElement): () => void {
  const turn = (): void => {
    const turned = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    turned.catch((error: unknown) => console.info('the browser does not turn to full screen', error));
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isField(event.target)) return;
    // The key, not the letter: on a Persian keyboard it writes ب.
    if (event.code === 'KeyF') turn();
  };
  const clicked = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('a, button')) return;
    getSelection()?.removeAllRanges();
    turn();
  };
  addEventListener('keydown', pressed);
  addEventListener('dblclick', clicked);
  return () => {
    removeEventListener('keydown', pressed);
    removeEventListener('dblclick', clicked);
  };
}
