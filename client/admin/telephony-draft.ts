// What the form of a link to a telephone system holds, and what is sent of it. Pure.
import type { LinkRow } from '../../shared/api/telephony.ts';
import { latinDigits } from '../../shared/digits.ts';
import { parsePort } from '../text/parse-port.ts';

export type LinkDraft = {
  name: string;
  protocol: 'ami' | 'esl';
  host: string;
  port: string;
  secure: 'yes' | 'no';
  user: string;
  secret: string;
  /** The fingerprint that is trusted, and the address at which it was seen. */
  pin: { fingerprint: string; place: string } | undefined;
  system: string;
  queueLog: string;
  queueLogOld: string;
};

function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'pbx' : `pbx-${n}`;
    if (!taken.includes(name)) return name;
  }
}

const PORTS = { ami: { no: '5038', yes: '5039' }, esl: { no: '8021', yes: '8021' } } as const;

/** `taken`: names of the links that there are. */
export const emptyDraft = (taken: readonly string[] = []): LinkDraft => ({
  name: freeName(taken),
  protocol: 'ami',
  host: '127.0.0.1',
  port: PORTS.ami.no,
  secure: 'no',
  user: 'wallboard',
  secret: '',
  pin: undefined,
  system: '',
  queueLog: '',
  queueLogOld: '',
});

export function draftOf({
  name,
  protocol,
  host,
  port,
  secure,
  user,
  pin,
  system,
  queueLog,
  queueLogOld,
}: LinkRow): LinkDraft {
  const draft: LinkDraft = {
    ...emptyDraft(),
    name,
    protocol,
    host,
    port: String(port),
    secure: secure ? 'yes' : 'no',
    user: user ?? '',
    system: system ?? '',
    queueLog: queueLog ?? '',
    queueLogOld: queueLogOld ?? '',
  };
  return pin === undefined ? draft : { ...draft, pin: { fingerprint: pin, place: placeOf(draft) } };
}

/** Where a certificate was seen: another address has another one. */
export const placeOf = ({ host, port }: Pick<LinkDraft, 'host' | 'port'>): string =>
  `${host.trim().toLowerCase()} ${latinDigits(port.trim())}`;

/** The usual port of another choice, unless somebody entered one of their own. */
export function portFor(before: LinkDraft, { protocol, secure }: Pick<LinkDraft, 'protocol' | 'secure'>): string {
  const isUsual = [...Object.values(PORTS.ami), PORTS.esl.no].some((port) => port === latinDigits(before.port.trim()));
  return isUsual ? PORTS[protocol][secure] : before.port;
}

export const isPinned = (draft: LinkDraft): boolean => draft.pin?.place === placeOf(draft);

export type DraftFault = 'name' | 'host' | 'port' | 'user' | 'secret';

/** What is not filled in; `isKept`: a saved secret may stay. `taken`: names of other links, which would be changed instead. */
export function draftFaults(draft: LinkDraft, isKept: boolean, taken: readonly string[] = []): DraftFault[] {
  const faults: Record<DraftFault, boolean> = {
    name: !/^[a-z0-9][a-z0-9_-]{0,63}$/.test(draft.name.trim()) || taken.includes(draft.name.trim()),
    host: !/^[A-Za-z0-9._:-]+$/.test(latinDigits(draft.host.trim())),
    port: parsePort(draft.port) === undefined,
    user: draft.protocol === 'ami' && draft.user.trim() === '',
    secret: draft.secret === '' && !isKept,
  };
  return (Object.keys(faults) as DraftFault[]).filter((field) => faults[field]);
}

export function settingsOf(draft: LinkDraft) {
  const { protocol, secure, user, secret, pin } = draft;
  const host = latinDigits(draft.host.trim());
  const port = parsePort(draft.port) ?? 0;
  const filled = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
  const common = { host, port, secret: secret === '' ? undefined : secret, system: filled(draft.system) };
  if (protocol === 'esl') return { ...common, protocol };
  return {
    ...common,
    protocol,
    secure: secure === 'yes',
    user: user.trim(),
    pin: secure === 'yes' && isPinned(draft) ? pin?.fingerprint : undefined,
    queueLog: filled(draft.queueLog),
    queueLogOld: filled(draft.queueLogOld),
  };
}
