// Asks a server that says nothing whether it can be reached again. A socket that hangs in a dead network, or waits out its
// pauses, learns that much later than a short request does.
const PATIENCE_MS = 800;
const PAUSE_MS = 400;

type Options = {
  /** Whether anybody still wants to know. */
  needed: () => boolean;
  /** The server answers, after it had not. */
  back: () => void;
};

/** Returns what begins to ask; it ends by itself. */
export function createProbe({ needed, back }: Options): () => void {
  let asking = false;

  const run = async (): Promise<void> => {
    let missed = false;
    while (needed()) {
      if (!(await answers())) missed = true;
      else if (missed) {
        missed = false;
        if (needed()) back();
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    asking = false;
  };
  return () => {
    if (asking) return;
    asking = true;
    void run();
  };
}

async function answers(): Promise<boolean> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), PATIENCE_MS);
  try {
    // Without credentials it does not take a connection on which the page was loaded, which may have died unheard with the line:
    // browsers keep those apart (Fetch, "obtain a connection"), and half a dozen of them would each cost it its patience.
    return (await fetch('/healthz', { method: 'HEAD', cache: 'no-store', credentials: 'omit', signal: control.signal }))
      .ok;
  } catch {
    return false; // nobody there: what a probe is for
  } finally {
    clearTimeout(timer);
  }
}
