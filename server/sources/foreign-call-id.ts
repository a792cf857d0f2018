// The id of a call whose channel goes by a name that no telephone system made: a dialplan chose it, and it could be a number (B8).
import { idHidesNumber } from '../../shared/machine-id.ts';
import { shortHash, type Keyed, type Names } from './names.ts';
import type { KnownCalls } from './known-calls.ts';

/** `isKnown`: whether the log has a call of that id. */
export type ForeignIds = { keyed: Keyed; isKnown: (id: string) => boolean };

export const foreignIds = ({ names, recall }: { names: Names; recall: KnownCalls }): ForeignIds => ({
  keyed: names.keyed,
  isKnown: (id) => recall.visits(id).length > 0,
});

/** A keyed hash where the name could hide a number; a call that stands in the log under its plain hash keeps that one. */
export function foreignCallId(system: string, channel: string, foreign?: ForeignIds): string {
  const beginning = `${system.slice(0, 40)}-x`;
  const plain = `${beginning}${shortHash(channel)}${shortHash(`${channel}.`)}`;
  if (!idHidesNumber(channel)) return plain;
  return foreign?.isKnown(plain) === true ? plain : `${beginning}${foreign?.keyed(channel) ?? ''}`;
}
