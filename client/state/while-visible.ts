// Asks again and again while somebody looks; a page in the background costs the server nothing.

/** Runs `ask` at once and `everyMs` after each end; returns what stops it. */
export function whileVisible(everyMs: number, ask: () => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let asking = false;

  const again = async (): Promise<void> => {
    clearTimeout(timer);
    if (asking || stopped || document.visibilityState === 'hidden') return;
    asking = true;
    try {
      await ask();
    } finally {
      asking = false;
      if (!stopped) timer = setTimeout(() => void again(), everyMs);
    }
  };
  const look = (): void => void again();
  document.addEventListener('visibilitychange', look);
  void again();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
