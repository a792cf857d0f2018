// Handles a telephone system whose own name differs from the one used until now: what was in progress under the old name ends
// there, because no further event will have that name.
import type { RawEvent } from '../../shared/event.ts';
import type { SourceParts } from './source.ts';

type Rename = {
  link: string;
  before: string;
  name: string;
  /** Whether the system runs on: only what we call it changed. */
  runsOn: boolean;
};

/** Once all events under the old name are in the log. */
export function closeOldName(rename: Rename, parts: SourceParts): void {
  const { link, before, name, runsOn } = rename;
  const { recall, log, now } = parts;
  log.warn({ link, before, system: name }, 'the telephone system calls itself otherwise than it was called here');
  void parts.drained().then(() => {
    const calls = [...new Set(recall.openCalls(before).map(({ call }) => call))];
    if (calls.length === 0) return;
    const at = now();
    parts.put(runsOn ? calls.map((call) => withdrawn(call, at)) : [over(before, link, at, recall)], before);
  });
}

/** The same call goes on under the other name, and counts there. */
const withdrawn = (call: string, at: number): RawEvent => ({
  type: 'call.withdrawn',
  id: `${call}/renamed`,
  at,
  call,
});

/** A system takes another name at a start only, so what was in progress is gone (domain.md: lost). */
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
