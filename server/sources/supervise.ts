// Keeps a link to a telephone system: connects, and begins again when the connection ends. The messages are the session's
// business.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../shared/event.ts';
import type { LinkState } from '../../shared/links.ts';
import { idOf } from './names.ts';
import { closeOldName } from './rename-system.ts';
import { placeOf, type LinkAddress, type LinkContext, type SourceParts } from './source.ts';

/** Between attempts: from the first to the last of these, doubling, each shortened by up to half at random. */
const RETRY_FROM_MS = 250;
const RETRY_TO_MS = 10_000;
/** A machine without a listener on that port is not disturbed by being asked, and its wall waits for it. */
const ABSENT_RETRY_TO_MS = 1_000;
/** What was refused is tried again slowly, so that fail2ban and the log file stay calm. */
const REFUSED_RETRY_MS = 30_000;

/** Opens one connection; `ended` is called once, with why. */
export type Connect<Code extends string> = (
  voice: LinkContext,
  ended: (code: Code, cause?: unknown) => void,
) => { end: (code: 'stopped') => void };

type Options<Code extends string> = {
  address: LinkAddress;
  parts: SourceParts;
  connect: Connect<Code>;
  /** Codes by which the telephone system refuses us. */
  refusals: readonly Code[];
};

/** Starts the link; returns its stop. */
export function superviseLink<Code extends string>({ address, parts, connect, refusals }: Options<Code>): () => void {
  const { links, now, random, log } = parts;
  const { link } = address;
  const stopping = new AbortController();
  let stopped = false;
  let connection: ReturnType<Connect<Code>> | undefined;
  const place = placeOf(address);
  const fallbackName = (): string => parts.systems.fallbackName(place);
  const systemNow = (): string | undefined => address.system ?? parts.systems.get(place);
  let lastReported = '';
  let lastReason: string | undefined;

  const report = (state: LinkState, code?: string): void => {
    if (stopped) return;
    const system = systemNow();
    const name = system ?? fallbackName();
    links.report({ link, system: name, state, ...(code !== undefined && { code }) });
    const reported = `${system} ${state} ${code}`;
    if (lastReported === reported) return;
    lastReported = reported;
    log.info({ link, system: name, state, code }, `telephone link ${state}`);
    const at = now();
    const common = { at, system: name, link };
    const fact: RawEvent =
      state === 'up'
        ? { ...common, type: 'source.up', id: `${link}/up/${at}` }
        : { ...common, type: 'source.down', id: `${link}/down/${at}`, ...(code !== undefined && { code }) };
    parts.put([fact], name);
  };

  const voice: LinkContext = {
    report,
    system: systemNow,
    fallbackName: fallbackName,
    setSystemName(raw) {
      if (address.system !== undefined) return address.system;
      const before = systemNow();
      // The name was only a substitute, because the system had shown none yet.
      const isSameRun = before === fallbackName() && !parts.systems.isNameless(place);
      const name = parts.systems.set(place, raw === '' ? undefined : idOf(raw));
      if (before !== undefined && before !== name) closeOldName({ link, before, name, isSameRun: isSameRun }, parts);
      return name;
    },
  };

  const connectOnce = (): Promise<Code> =>
    new Promise((resolve) => {
      connection = connect(voice, (code, cause) => {
        const reason = cause instanceof Error ? cause.message : undefined;
        // The reason is logged once, not with every attempt.
        if (reason !== undefined && reason !== lastReason) log.warn({ link, code, reason }, 'telephone link ended');
        lastReason = reason;
        resolve(code);
      });
    });

  const run = async (): Promise<void> => {
    let retry = RETRY_FROM_MS;
    while (!stopped) {
      const began = now();
      const code = await connectOnce();
      const isRefused = refusals.includes(code);
      report(isRefused ? 'refused' : 'down', code);
      if (now() - began > RETRY_TO_MS) retry = RETRY_FROM_MS;
      const most = code === 'unreachable' ? ABSENT_RETRY_TO_MS : RETRY_TO_MS;
      const pause = isRefused ? REFUSED_RETRY_MS : Math.min(retry, most);
      retry = Math.min(retry * 2, RETRY_TO_MS);
      await sleep(pause * (0.5 + random() / 2), undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const kept = parts.systems.get(place);
  if (address.system !== undefined && kept !== undefined && kept !== address.system)
    closeOldName({ link, before: kept, name: parts.systems.set(place, address.system), isSameRun: true }, parts);
  links.report({ link, system: systemNow() ?? fallbackName(), state: 'down', code: 'connecting' });
  void run();

  return () => {
    stopped = true;
    stopping.abort();
    connection?.end('stopped');
    links.forget(link);
  };
}
