// A link to one Asterisk: connects, and begins again when the connection ends. What it hears is the session's business.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { LinkState } from '../../../shared/wire.ts';
import type { LinkBook } from '../links.ts';
import type { Names } from '../names.ts';
import type { Recall } from '../recall.ts';
import { openConnection, type Address, type Connection, type EndCode } from './connection.ts';
import { createSession } from './session.ts';

export type LinkOptions = Address & { link: string; system?: string; queueLog?: string };

export type SourceParts = {
  names: Names;
  recall: Recall;
  links: LinkBook;
  now: () => number;
  /** A number in [0, 1), for jitter. */
  random: () => number;
  /** Takes facts of a system, in order; never fails (the spool keeps them while the log takes none). */
  put: (events: readonly RawEvent[], system: string) => void;
  /** Resolves when all that was put is durable and folded. */
  drained: () => Promise<void>;
  /** Names of telephone systems by address: the first link that learns one decides for all to that address. */
  systems: { get: (address: string) => string | undefined; set: (address: string, name: string) => string };
  /** Runs one at a time per telephone system: two links must not count one gap twice. */
  inTurn: (system: string, run: () => Promise<void>) => Promise<void>;
  mark: (name: string) => string | undefined;
  setMark: (name: string, value: string) => Promise<void>;
  /** First second of today in the province, for the first reading of a queue_log. */
  todayFrom: () => number;
  log: { info: (fields: object, text: string) => void; warn: (fields: object, text: string) => void };
};

/** Between attempts: from the first to the last of these, doubling, each shortened by up to half at random. */
const RETRY_FROM_MS = 250;
const RETRY_TO_MS = 10_000;
/** A wrong secret is tried again slowly, so that fail2ban and the log file stay calm. */
const REFUSED_RETRY_MS = 30_000;

/** Starts the link; returns its stop. */
export function followAsterisk(options: LinkOptions, parts: SourceParts): () => void {
  const { links, now, random, log } = parts;
  const { link } = options;
  const stopping = new AbortController();
  let stopped = false;
  let connection: Connection | undefined;
  const address = `${options.host}:${options.port}`;
  const systemNow = (): string | undefined => options.system ?? parts.systems.get(address);
  let lastWord = '';

  const report = (state: LinkState, code?: string): void => {
    if (stopped) return;
    const name = systemNow() ?? link;
    links.report({ link, system: name, state, ...(code !== undefined && { code }) });
    if (lastWord === `${state} ${code}`) return;
    lastWord = `${state} ${code}`;
    log.info({ link, system: name, state, code }, `telephone link ${state}`);
    const at = now();
    const common = { at, system: name, link };
    const fact: RawEvent =
      state === 'up'
        ? { ...common, type: 'source.up', id: `${link}/up/${at}` }
        : { ...common, type: 'source.down', id: `${link}/down/${at}`, ...(code !== undefined && { code }) };
    parts.put([fact], name);
  };

  const connectOnce = (): Promise<EndCode> =>
    new Promise((resolve) => {
      const session = createSession({
        options,
        parts,
        report,
        system: systemNow,
        learn: (name) => systemNow() ?? parts.systems.set(address, name),
      });
      connection = openConnection(options, now, {
        ready(opened) {
          session.begin(opened).catch((cause: unknown) => {
            log.warn({ link, err: cause }, 'the telephone link could not be taken up');
            opened.end('closed');
          });
        },
        event: session.event,
        word: session.word,
        dropped: () => log.warn({ link }, 'a packet longer than 256 kB was dropped'),
        ended(code, cause) {
          session.stop();
          if (cause instanceof Error) log.warn({ link, code, reason: cause.message }, 'telephone link ended');
          resolve(code);
        },
      });
    });

  const run = async (): Promise<void> => {
    let retry = RETRY_FROM_MS;
    while (!stopped) {
      const began = now();
      const code = await connectOnce();
      report(code === 'login-refused' ? 'refused' : 'down', code);
      if (now() - began > RETRY_TO_MS) retry = RETRY_FROM_MS;
      const pause = code === 'login-refused' ? REFUSED_RETRY_MS : retry;
      retry = Math.min(retry * 2, RETRY_TO_MS);
      await sleep(pause * (0.5 + random() / 2), undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  links.report({ link, system: systemNow() ?? link, state: 'down', code: 'connecting' });
  void run();

  return () => {
    stopped = true;
    stopping.abort();
    connection?.end('stopped');
    links.forget(link);
  };
}
