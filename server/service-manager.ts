// Tells systemd that the server is ready, stops, or lives. A child sends it, because Node has no datagram sockets; without
// NOTIFY_SOCKET nobody waits for it and nothing is sent.
import { execFile } from 'node:child_process';

type State = 'READY=1' | 'STOPPING=1' | 'WATCHDOG=1';

export type ServiceManager = {
  ready: () => void;
  stopping: () => void;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Parts = {
  environment: Environment;
  onError: (cause: Error) => void;
  /** Runs a program with arguments; calls back when it ended. */
  run?: (program: string, args: readonly string[], ended: (cause: Error | null) => void) => void;
};

const runProgram: NonNullable<Parts['run']> = (program, args, ended) =>
  // Whatever hangs there must not hold up the server.
  void execFile(program, [...args], { timeout: 10_000 }, ended);

export function createServiceManager({ environment, onError, run = runProgram }: Parts): ServiceManager {
  if (!environment['NOTIFY_SOCKET']) return { ready: () => {}, stopping: () => {} };
  let failed = false;
  const send = (state: State): void =>
    run('systemd-notify', [state], (cause) => {
      if (cause && !failed) onError(cause);
      failed = cause !== null;
    });
  /** µs, as systemd gives it; half of it is what its manual advises to keep. */
  const watchdogMs = Number(environment['WATCHDOG_USEC'] ?? 0) / 1_000;
  let timer: NodeJS.Timeout | undefined;
  return {
    ready: () => {
      send('READY=1');
      if (watchdogMs > 0) timer = setInterval(() => send('WATCHDOG=1'), watchdogMs / 2).unref();
    },
    stopping: () => {
      clearInterval(timer);
      send('STOPPING=1');
    },
  };
}
