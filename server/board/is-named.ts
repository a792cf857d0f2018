// Whether a queue or desk that a system reported needs no name any more.
import type { Profile } from '../../shared/profile.ts';
import type { Naming } from './naming.ts';

export function isNamed(
  naming: Pick<Naming, 'queue' | 'deskNames' | 'deskOf'>,
  profile: Pick<Profile, 'queues' | 'desks'>,
  kind: 'queues' | 'desks',
  id: string,
): boolean {
  if (Object.hasOwn(profile[kind], id)) return true;
  if (kind === 'desks') return naming.deskNames(id) !== undefined || naming.deskOf(id) !== id;
  const { names, ignored } = naming.queue(id);
  return ignored || names !== undefined;
}
