// What the board believes of a desk that several queues report.
import type { DeskState } from '../../shared/board.ts';
import { latest, type Reported } from './merge-rules.ts';

export type DeviceState = { state: DeskState; reason: string | undefined };
type Believed = { state: DeskState | undefined; since: number | undefined; reason: string | undefined };

/** Paused, if paused wherever it still serves; else the device's latest state; away only when it serves nowhere. */
export function believe(all: readonly (readonly [queue: string, report: Reported<DeviceState>])[]): Believed {
  const reports = all.map(([, report]) => report);
  const serving = reports.filter(({ value }) => value.state !== 'away');
  const unpaused = serving.filter(({ value }) => value.state !== 'paused');
  const group = unpaused.length > 0 ? unpaused : serving.length > 0 ? serving : reports;
  const report = group.reduce<Reported<DeviceState> | undefined>((kept, one) => latest(kept, one), undefined);
  if (!report) return { state: undefined, since: undefined, reason: undefined };
  return { state: report.value.state, since: report.approx ? undefined : report.at, reason: report.value.reason };
}
