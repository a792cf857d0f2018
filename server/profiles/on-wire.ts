// What screens need of a profile.
import { levelsByRule, type Profile } from '../../shared/profile.ts';
import type { ProfileOnWire } from '../../shared/wire.ts';

export const onWire = (profile: Profile): ProfileOnWire => ({
  line: profile.line,
  timezone: profile.timezone,
  target: profile.target,
  counties: Object.fromEntries(Object.entries(profile.counties).map(([id, { name, tile }]) => [id, { name, tile }])),
  topics: Object.fromEntries(Object.entries(profile.topics).map(([id, { fa, en }]) => [id, { fa, en }])),
  agencies: profile.agencies,
  around: profile.sitting,
  thresholds: levelsByRule(profile),
  ...(profile.maxTalkSeconds !== undefined && { maxTalkSeconds: profile.maxTalkSeconds }),
});
