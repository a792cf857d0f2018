// What screens need of a profile.
import { channelsOf } from '../../shared/channels.ts';
import { levelsByRule, type Profile } from '../../shared/profile.ts';
import type { Naming } from '../../shared/month-page.ts';
import type { Office, ProfileOnWire } from '../../shared/wire.ts';

/** Words of a profile by id. */
export const namingOf = (profile: Profile): Naming => ({
  counties: Object.fromEntries(Object.entries(profile.counties).map(([id, { name }]) => [id, name])),
  topics: Object.fromEntries(Object.entries(profile.topics).map(([id, { fa, en }]) => [id, { fa, en }])),
  kinds: profile.kinds,
  channels: Object.fromEntries(
    Object.entries(channelsOf(profile.channels)).map(([id, { fa, en }]) => [id, { fa, en }]),
  ),
  agencies: profile.agencies,
});

export const onWire = (profile: Profile): ProfileOnWire => ({
  line: profile.line,
  timezone: profile.timezone,
  target: profile.target,
  counties: Object.fromEntries(Object.entries(profile.counties).map(([id, { name, tile }]) => [id, { name, tile }])),
  topics: namingOf(profile).topics,
  kinds: profile.kinds,
  channels: namingOf(profile).channels,
  agencies: profile.agencies,
  around: profile.sitting,
  dueSoonDays: profile.dueSoonDays,
  thresholds: levelsByRule(profile),
  ...(Object.keys(profile.holidays).length > 0 && { holidays: profile.holidays }),
  ...(profile.office && { office: officeOf(profile.office) }),
  ...(profile.maxTalkSeconds !== undefined && { maxTalkSeconds: profile.maxTalkSeconds }),
});

const officeOf = ({ name, signatory }: NonNullable<Profile['office']>): Office => ({
  name,
  ...(signatory && { signatory }),
});
