// Which displays a supervisor sent to a replay, on every node alike: read from the log as it is written, and from nothing else. After
// a restart nothing is known of it, so every display shows its own page again.
import { sentEnd, type SentReplay } from '../../shared/sent-replay.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { SECOND } from '../../shared/time.ts';
import type { Clock } from './clock.ts';

/** What a display needs to load a replay does not shorten it. */
const LOADING_MS = 15 * SECOND;

export type SentReplays = {
  /** Undefined while the display shows its own page. */
  of: (display: string) => SentReplay | undefined;
  count: () => number;
  /** To be called with events of the log as they come, not with those that are read again at a start. */
  take: (event: StoredEvent) => void;
  stop: () => void;
};

/** `changed`: a display is sent to a replay, or back. */
export function createSentReplays({
  clock,
  changed,
}: {
  clock: Clock;
  changed: (display: string) => void;
}): SentReplays {
  const sent = new Map<string, { replay: SentReplay; cancel: () => void }>();

  const forget = (display: string): void => {
    sent.get(display)?.cancel();
    if (sent.delete(display)) changed(display);
  };

  return {
    of: (display) => sent.get(display)?.replay,
    count: () => sent.size,
    take(event) {
      if (event.type === 'display.returned' || event.type === 'display.revoked') forget(event.display);
      if (event.type !== 'display.replayed') return;
      const { display, from, to, speed, at: began, id } = event;
      const replay = { id, from, to, speed, began };
      const rest = sentEnd(replay) + LOADING_MS - clock.now();
      sent.get(display)?.cancel();
      // A node that was cut off reads late of it.
      if (rest <= 0) return forget(display);
      sent.set(display, { replay, cancel: clock.after(rest, () => forget(display)) });
      changed(display);
    },
    stop() {
      for (const { cancel } of sent.values()) cancel();
    },
  };
}
