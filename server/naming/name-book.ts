// The queues, desks and officials that may be named, each with what it is called and why. Read from the board's fold.
import type { DeskRow, OfficialRow, QueueRow } from '../../shared/api/names.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Fold } from '../board/fold-type.ts';
import type { History } from '../sittings/history.ts';

type Parts = {
  fold: Pick<Fold, 'naming' | 'reported' | 'board'>;
  history: Pick<History, 'all'>;
  profile: Pick<Profile, 'queues' | 'desks'>;
};

export type NameBook = {
  queues: () => QueueRow[];
  desks: () => DeskRow[];
  officials: () => OfficialRow[];
};

export function createNameBook({ fold, history, profile }: Parts): NameBook {
  const { naming } = fold;
  /** Reported, named by the profile, or named by a person, each once. */
  const idsOf = (kind: 'queues' | 'desks'): string[] => [
    ...new Set([
      ...fold.reported[kind]().map(([id]) => id),
      ...Object.keys(profile[kind]),
      ...Object.keys(naming.decided()[kind]),
    ]),
  ];
  const reported = (kind: 'queues' | 'desks') => {
    const known = new Map(fold.reported[kind]());
    return (id: string) => {
      const { name, system, lastAt } = known.get(id) ?? {};
      return {
        id,
        ...(name && { reported: name.value }),
        ...(system && { system: system.value }),
        ...(lastAt !== undefined && Number.isFinite(lastAt) && { lastAt }),
        inProfile: Object.hasOwn(profile[kind], id),
      };
    };
  };

  return {
    queues() {
      const facts = reported('queues');
      const { queues: decided } = naming.decided();
      const { queues: shown } = fold.board;
      return idsOf('queues').map((id) => ({
        ...facts(id),
        ...naming.queue(id),
        countsToday: (shown[id]?.today.offered ?? 0) > 0,
        ...(decided[id] && { decided: decisionOf(decided[id]) }),
      }));
    },

    desks() {
      const facts = reported('desks');
      const { desks: decided } = naming.decided();
      const { desks: shown } = fold.board;
      return idsOf('desks').map((id) => {
        const names = naming.deskNames(id);
        const as = naming.deskOf(id);
        const queue = shown[id]?.queue;
        return {
          ...facts(id),
          ...(names && { names }),
          ...(queue !== undefined && { queue }),
          ...(as !== id && { as }),
          ...(decided[id] && { decided: decisionOf(decided[id]) }),
        };
      });
    },

    officials() {
      const { officials: decided } = naming.decided();
      const known = new Map<string, { name: string; title?: string | undefined }>();
      for (const { official } of history.all().sort((a, b) => a.from - b.from)) known.set(official.id, official);
      return [...new Set([...known.keys(), ...Object.keys(decided)])].map((id) => {
        const { names, titles } = decided[id] ?? {};
        const { name, title } = known.get(id) ?? {};
        return {
          id,
          ...(name !== undefined && { reported: name }),
          ...(title !== undefined && { title }),
          ...(names && { names }),
          ...(titles && { titles }),
          ...(decided[id] && { decided: decisionOf(decided[id]) }),
        };
      });
    },
  };
}

/** Who decided it stands in the audit. */
function decisionOf<T extends { by?: string | undefined }>(decided: T): Omit<T, 'by'> {
  const { by: _by, ...decision } = decided;
  return Object.fromEntries(Object.entries(decision).filter(([, value]) => value !== undefined)) as Omit<T, 'by'>;
}
