// The profile that counts: the one that was configured or chosen, with what administrators changed since (B1).
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import type { Profile } from '../../shared/profile.ts';
import {
  DEFAULT,
  provinceParts,
  type ProvinceChange,
  type ProvincePart,
  type ProvinceParts,
} from '../../shared/province.ts';
import { latest, type Reported } from '../board/merge-rules.ts';
import { conflicts } from './conflicts.ts';

type Changed = StoredOf<'profile.changed'>;
const isChange = (event: StoredEvent): event is Changed & { set: ProvinceChange } =>
  event.type === 'profile.changed' && event.set !== undefined;

/** The province that people chose; the later of two. */
export function chosenProvince(events: readonly StoredEvent[]): string | undefined {
  let kept: Reported<string> | undefined;
  for (const event of events)
    if (event.type === 'province.set')
      kept = latest(kept, { value: event.province, at: event.at, approx: false, id: event.id });
  return kept?.value;
}

/** The parts that people changed, each as it was decided last. */
export function changedParts(events: readonly StoredEvent[]): ProvinceParts {
  const kept = new Map<ProvincePart, Reported<unknown>>();
  for (const event of events)
    if (isChange(event))
      for (const part of provinceParts) {
        const value = event.set[part];
        if (value !== undefined)
          kept.set(part, latest(kept.get(part), { value, at: event.at, approx: false, id: event.id }));
      }
  return Object.fromEntries([...kept].flatMap(([part, { value }]) => (value === DEFAULT ? [] : [[part, value]])));
}

export const partsOf = (profile: Profile) => {
  const { office, agencies, topics, kinds, channels, target, sitting, maxTalkSeconds, dueSoonDays, display } = profile;
  return {
    ...(office && { office: office.name }),
    agencies,
    topics,
    kinds,
    channels,
    target,
    sitting,
    dueSoonDays,
    ...(maxTalkSeconds !== undefined && { maxTalkSeconds }),
    topicsOnDisplays: display.topics,
  };
};

/** A part that would contradict the rest of the profile is left as the profile has it. */
export function withChanges(base: Profile, events: readonly StoredEvent[]): Profile {
  let profile = base;
  const parts = changedParts(events);
  for (const part of provinceParts) {
    if (parts[part] === undefined) continue;
    const changed = withPart(profile, part, parts);
    if (conflicts(changed).length === 0) profile = changed;
  }
  return profile;
}

export function withPart(profile: Profile, part: ProvincePart, parts: ProvinceParts): Profile {
  if (part === 'office')
    return parts.office ? { ...profile, office: { ...profile.office, name: parts.office } } : profile;
  if (part !== 'topicsOnDisplays') return { ...profile, [part]: parts[part] };
  return { ...profile, display: { ...profile.display, topics: parts.topicsOnDisplays === true } };
}
