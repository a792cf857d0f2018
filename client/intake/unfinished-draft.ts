// A contact that somebody had begun when the page was loaded again: it is there again for the same person, within a day.
import { tagNames, type Draft } from '../contacts/draft.ts';
import { unfinished, valueOf } from '../state/storage.ts';
import { DAY } from '../../shared/time.ts';

/** `key`: of its request, so that it is registered once. `isSent`: it was on its way to the server. */
export type UnfinishedDraft = { draft: Draft; key: string; isSent: boolean };
const NAME = 'contact';

export const storeUnfinished = (by: string, { draft, key, isSent }: UnfinishedDraft): void =>
  void unfinished.set(NAME, JSON.stringify({ by, at: Date.now(), draft, key, isSent }));

export const removeUnfinished = (): void => void unfinished.set(NAME, undefined);

/** Undefined where there is none of this person; one of somebody else, or older than a day, is removed. */
export function loadUnfinished(by: string): UnfinishedDraft | undefined {
  const text = valueOf(unfinished.get(NAME));
  const found = text === undefined ? undefined : readUnfinished(text, by, Date.now());
  if (found === undefined && text !== undefined) removeUnfinished();
  return found;
}

/** Whatever cannot be read counts as not there. `now`: epoch ms. */
export function readUnfinished(text: string, by: string, now: number): UnfinishedDraft | undefined {
  const { by: owner, at, key, draft, isSent } = parsed(text);
  if (owner !== by || typeof at !== 'number' || Math.abs(now - at) > DAY) return undefined;
  if (typeof key !== 'string' || !/^[0-9a-f]{32}$/.test(key) || !isRecord(draft)) return undefined;
  const textOf = (name: string): string => (typeof draft[name] === 'string' ? draft[name] : '');
  const channel = textOf('channel');
  if (channel === '') return undefined;
  const typed = isRecord(draft['typed']) ? draft['typed'] : {};
  return {
    key,
    isSent: isSent === true,
    draft: {
      channel,
      on: textOf('on'),
      county: textOf('county'),
      topic: textOf('topic'),
      kind: textOf('kind'),
      agency: textOf('agency'),
      ref: textOf('ref'),
      typed: Object.fromEntries(
        tagNames.flatMap((name) => (typeof typed[name] === 'string' ? [[name, typed[name]]] : [])),
      ),
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
