// Reloads a screen that cannot recover by itself, when there is something to load: a reload that finds no server would
// hang for good on the browser's error page, with nobody there to press a key.
import { inTab } from '../state/storage.ts';
import { servedEntry } from '../state/served.ts';
import { reloadBackoff } from './reload-backoff.ts';
import { MINUTE } from '../../shared/time.ts';

const LOOK_EVERY_MS = 5_000;
/** After this long without trouble the back-off starts from the beginning. */
const WELL_MS = 10 * MINUTE;
/** The server answers again: the page has this long to find that out by itself. */
const LAST_CHANCE_MS = 8_000;
const KEY = 'watchdog-reloads';

type Options = {
  /** Whether the screen shows less than it should, now. */
  helpless: () => boolean;
  /** Whether a reload would interrupt nobody. */
  alone: () => boolean;
};

function tried(): number | undefined {
  const remembered = inTab.get(KEY);
  return remembered.known ? Number(remembered.value ?? 0) || 0 : undefined;
}

/** Returns what stops it. It does without Svelte, which may be what broke. */
export function keepWatch({ helpless, alone }: Options): () => void {
  let helplessMs = 0;
  let wellMs = 0;
  let lookedAt = performance.now();
  let busy = false;
  let stopped = false;

  const reload = async (): Promise<void> => {
    busy = true;
    if ((await servedEntry()) !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, LAST_CHANCE_MS));
      if (!stopped && helpless() && alone()) {
        inTab.set(KEY, String((tried() ?? 0) + 1));
        console.warn(`loading anew: helpless for ${Math.round(helplessMs / 1000)} s`);
        location.reload();
      }
    }
    busy = false;
  };

  const look = (): void => {
    // Time asleep is not time in trouble.
    const passed = Math.min(performance.now() - lookedAt, 2 * LOOK_EVERY_MS);
    lookedAt = performance.now();
    if (!helpless()) {
      helplessMs = 0;
      wellMs += passed;
      if (wellMs > WELL_MS && tried()) inTab.set(KEY, undefined);
      return;
    }
    wellMs = 0;
    helplessMs += passed;
    if (!busy && helplessMs >= reloadBackoff(tried()) && alone()) void reload();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
