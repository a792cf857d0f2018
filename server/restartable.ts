// A server that can start again within its process, when the profile that it was built with has changed.
import type { RunningServer } from './environment.ts';

export type Restartable = {
  start: () => Promise<RunningServer>;
  /** Stops what runs and starts it anew; asked for again meanwhile it does so once more afterwards. */
  restart: () => void;
  /** Undefined while there is nothing to be stopped. */
  stop: () => Promise<void> | undefined;
};

type Parts = {
  /** `port`: where it listened before, if it did. */
  begin: (port: number | undefined) => Promise<RunningServer>;
  /** It could not be started again. */
  onFailure: (cause: unknown) => void;
};

export function createRestartable({ begin, onFailure }: Parts): Restartable {
  let server: RunningServer | undefined;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let isStopping = false;

  const again = async (): Promise<void> => {
    while (isWanted && !isStopping) {
      isWanted = false;
      const port = server?.port;
      await server?.stop();
      server = undefined;
      if (!isStopping) server = await begin(port);
    }
  };

  return {
    async start() {
      server = await begin(undefined);
      return server;
    },
    restart() {
      isWanted = true;
      running ??= again()
        .catch(onFailure)
        .finally(() => (running = undefined));
    },
    stop() {
      isStopping = true;
      if (running) return running.then(() => server?.stop());
      return server?.stop();
    },
  };
}
