// What the vault holds of a link, and the link that is made of it. Pure.
import type { LinkRow, LinkSettings } from '../../shared/api/telephony.ts';
import type { TelephoneLink } from './telephone-link.ts';
import type { StoredLink } from '../vault/links.ts';

export function linkOf({ name, fields }: Pick<StoredLink, 'name' | 'fields'>): TelephoneLink {
  const { host, port, secret, system } = fields;
  const common = { link: name, host, port, ...(system !== undefined && { system }) };
  if (fields.protocol === 'esl') return { ...common, protocol: 'esl', password: secret };
  const { secure, user, pin, queueLog, queueLogOld } = fields;
  return {
    ...common,
    protocol: 'ami',
    secure,
    user,
    secret,
    ...(pin !== undefined && { pin }),
    ...(queueLog !== undefined && { queueLog }),
    ...(queueLogOld !== undefined && { queueLogOld }),
  };
}

/** Without its secret. */
export function rowOf(link: TelephoneLink): Omit<LinkRow, 'fixed'> {
  const { link: name, host, port, system } = link;
  const common = { name, host, port, ...(system !== undefined && { system }) };
  if (link.protocol === 'esl') return { ...common, protocol: 'esl', secure: false };
  const { secure, user, pin, queueLog, queueLogOld } = link;
  return {
    ...common,
    protocol: 'ami',
    secure,
    user,
    ...(pin !== undefined && { pin }),
    ...(queueLog !== undefined && { queueLog }),
    ...(queueLogOld !== undefined && { queueLogOld }),
  };
}

/**
 * The secret of a link, for settings that lead to the same place under the same user: to any other place it would be shown to
 * whoever listens there.
 */
export function secretFor(settings: LinkSettings, link: TelephoneLink | undefined): string | undefined {
  if (link === undefined || link.protocol !== settings.protocol) return undefined;
  if (link.host !== settings.host || link.port !== settings.port) return undefined;
  if (link.protocol === 'esl') return link.password;
  const { secure, user } = settings as Extract<LinkSettings, { protocol: 'ami' }>;
  return link.secure === secure && link.user === user ? link.secret : undefined;
}

/**
 * Why a link needs the name of its system: of two addresses without one it is not known whether they are one system or two,
 * and its calls would count twice.
 */
export const needsSystem = (link: TelephoneLink, others: readonly TelephoneLink[]): boolean =>
  link.system === undefined && others.some((other) => other.system === undefined && other.host !== link.host);
