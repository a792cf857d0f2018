// Which telephone systems are not received, for the bar at the top of the wall. Pure.
import type { Links } from '../../shared/links.ts';
import { presenceOf } from '../../shared/telephony.ts';

export type Silence = {
  systems: string[];
  /** No system is heard. */
  isAll: boolean;
  /** The moment up to which all figures are true; absent while none ever came. */
  until: number | undefined;
  /** Why, where one system is silent and its collector knows. */
  code: string | undefined;
};

/** Undefined while all systems are heard, or none is configured. */
export function silenceOf(links: Links, now: number): Silence | undefined {
  const all = Object.keys(links).sort();
  const systems = all.filter((system) => presenceOf(links, [system], now)?.heard !== 'live');
  const [first] = systems;
  if (first === undefined) return undefined;
  return {
    systems,
    isAll: systems.length === all.length,
    until: presenceOf(links, systems, now)?.until,
    code: systems.length === 1 ? links[first]?.code : undefined,
  };
}
