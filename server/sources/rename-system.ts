// Handles a telephone system whose own name differs from the one used until now: what was in progress under the old name ends
// there, because no further event will have that name. The same of a system to which no link leads any more.
import type { RawEvent } from '../../shared/event.ts';
import { REMOVED } from '../../shared/links.ts';
import type { SourceParts } from './source.ts';

type Rename = {
  link: string;
  before: string;
  name: string;
  /** Whether the system runs on: only what we call it changed. */
  isSameRun: boolean;
};

/** Once all events under the old name are in the log. */
export function closeOldName(rename: Rename, parts: SourceParts): void {
  const { link, before, name, isSameRun } = rename;
  const { recall, log, now } = parts;
  log.warn({ link, before, system: name }, 'the telephone system calls itself otherwise than it was called here');
  void parts.drained().then(() => {
    const calls = [...new Set(recall.openCalls(before).map(({ call }) => call))];
    if (calls.length === 0) return;
    const at = now();
    parts.put(isSameRun ? calls.map((call) => withdrawn(call, at)) : [over(before, link, at, recall)], before);
  });
}

/** The same call goes on under the other name, and counts there. */
const withdrawn = (call: string, at: number): RawEvent => ({
  type: 'call.withdrawn',
  id: `${call}/renamed`,
  at,
  call,
});

/** A link that was removed, or leads elsewhere, is up no longer: replays and desk times read that from the log. */
export function reportRemoved(system: string, link: string, { now, put }: Pick<SourceParts, 'now' | 'put'>): void {
  const at = now();
  put([{ type: 'source.down', id: `${link}/down/${at}`, at, system, link, code: REMOVED }], system);
}

/** What was in progress on a system that nobody follows any more is lost (shared/README.md). */
export function closeUnfollowed(
  system: string,
  link: string,
  parts: Pick<SourceParts, 'recall' | 'now' | 'put' | 'drained'>,
): void {
  const { recall, now } = parts;
  void parts.drained().then(() => {
    if (recall.openCalls(system).length > 0) parts.put([over(system, link, now(), recall)], system);
  });
}

/** A system takes another name at a start only, so what was in progress is gone (shared/README.md: lost). */
const over = (system: string, link: string, at: number, { lastAt }: SourceParts['recall']): RawEvent => ({
  type: 'source.resynced',
  id: `${system}/resynced/${link}/${at}`,
  at,
  system,
  link,
  asOf: (lastAt(system) ?? at) + 1,
  calls: {},
  complete: true,
});
