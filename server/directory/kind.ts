// The ids of directories as accounts are bound to them. Pure.
import type { DirectoryKind } from '../../shared/directory.ts';
import { OPENID } from '../vault/directory-people.ts';

/** One at a time: its lasting ids are the same on all of its servers. */
export const LDAP = 'ldap';
/** Whom a provider calls by an id, another provider calls otherwise. */
export const openIdOf = (issuer: string): string => OPENID + issuer;

export const kindOfDirectory = (id: string): DirectoryKind => (id.startsWith(OPENID) ? 'openid' : 'ldap');
