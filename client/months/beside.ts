// Two months beside each other: the same figures of both, and by how much they differ. Pure.
import type { MonthOnBoard } from '../../shared/board.ts';
import { aht, asa, serviceLevel } from '../../shared/measure.ts';

export type Kind = 'count' | 'percent' | 'duration';
/** A figure that a month does not have is undefined, never zero. */
export type BesideRow = { name: string; kind: Kind; one: number | undefined; other: number | undefined };

const channelsOf = (...months: MonthOnBoard[]): string[] => [
  ...new Set(months.flatMap(({ byChannel }) => Object.keys(byChannel))),
];

export function besideRows(one: MonthOnBoard, other: MonthOnBoard): BesideRow[] {
  const row = (name: string, kind: Kind, of: (month: MonthOnBoard) => number | undefined): BesideRow => ({
    name,
    kind,
    one: of(one),
    other: of(other),
  });
  const calls = (name: 'offered' | 'answered' | 'abandoned') =>
    row(`calls.${name}`, 'count', (month) => (month.calls.offered > 0 ? month.calls[name] : undefined));
  return [
    row('contacts', 'count', ({ contacts }) => contacts),
    ...channelsOf(one, other).map((channel) =>
      row(
        `byChannel.${channel}`,
        'count',
        ({ byChannel, imported }) => byChannel[channel] ?? (imported ? undefined : 0),
      ),
    ),
    row('officials', 'count', ({ officials, imported }) => (imported && officials === 0 ? undefined : officials)),
    calls('offered'),
    calls('answered'),
    calls('abandoned'),
    row('serviceLevel', 'percent', (month) => serviceLevel(month.calls)),
    row('asa', 'duration', (month) => asa(month.calls)),
    row('talk', 'duration', (month) => aht(month.calls)),
  ].filter(({ one: a, other: b }) => a !== undefined || b !== undefined);
}
