// A pointer that nobody moves does not belong on a wall.
const REST_MS = 3_000;

/** Returns what stops it. */
export function hidePointer(root: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rest = (): void => void (root.dataset['pointer'] = 'hidden');
  const moved = (): void => {
    clearTimeout(timer);
    timer = setTimeout(rest, REST_MS);
    if (root.dataset['pointer'] !== undefined) delete root.dataset['pointer'];
  };
  addEventListener('pointermove', moved, { passive: true });
  addEventListener('pointerdown', moved, { passive: true });
  moved();
  return () => {
    clearTimeout(timer);
    removeEventListener('pointermove', moved);
    removeEventListener('pointerdown', moved);
    delete root.dataset['pointer'];
  };
}
