// Ends the process at a signal: orderly at the first, at once at the second, and in any case within a limit.
import type { Logger } from 'pino';

/** Ctrl-C under npm arrives twice, from the terminal and from npm: what follows so soon is no second wish. */
const ECHO_MS = 1_000;
/** Longer than an orderly stop takes, shorter than supervisors wait before they kill (systemd 90 s, Docker 10 s). */
const LONGEST_STOP_MS = 9_000;

type Parts = {
  log: Pick<Logger, 'info' | 'error'>;
  /** The orderly stop; undefined while there is nothing yet to be stopped. */
  stop: () => Promise<void> | undefined;
  /** Runs last and synchronously, whichever way it ends. */
  cleanUp?: () => void;
};

/** To be called before anything is started: a signal that comes during the start counts as well. */
export function stopOnSignal({ log, stop, cleanUp = () => {} }: Parts): void {
  let since: number | undefined;
  const end = (code: number): never => {
    cleanUp();
    process.exit(code);
  };
  const onSignal = (signal: string): void => {
    if (since !== undefined) {
      if (performance.now() - since < ECHO_MS) return;
      log.error({ signal }, 'stopping at once: told a second time');
      return end(1);
    }
    since = performance.now();
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({ ms: LONGEST_STOP_MS }, 'stopping at once: the orderly stop took too long');
      end(1);
    }, LONGEST_STOP_MS);
    const stopped = stop();
    if (stopped === undefined) return end(0);
    stopped.then(
      () => end(0),
      (cause: unknown) => {
        log.error({ err: cause }, 'stopped with an error');
        end(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
