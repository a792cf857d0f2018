// What each finding of a test means and what to do about it, in English. The screens have their own sentences by the same codes.
import type { TestStep } from '../../shared/api/telephony.ts';

type Facts = Omit<TestStep, 'ok' | 'message'>;
type Place = { host: string; port: number };
type Sentence = (facts: Facts, place: Place) => string;

const list = (names: readonly string[] | undefined): string => (names ?? []).join(', ');
const seconds = (ms = 0): string => (Math.abs(ms) / 1000).toFixed(1);
const moment = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString());

/** What each right gives. */
const costs: Readonly<Record<string, string>> = {
  'read agent': 'read "agent": nothing can be counted',
  'read call': 'read "call": nothing can be counted',
  'read system': 'read "system": a queue that is loaded late at a start is seen later',
  'write reporting':
    'write "reporting": after a gap no call can be declared lost, because calls in progress cannot be listed',
};

/** Rights without which nothing can be counted, and which neither showed nor are known to be missing. */
const isOpen = ({ missing = [], proved = [] }: Facts): boolean =>
  ['agent', 'call'].some((name) => !proved.includes(name) && !missing.includes(`read ${name}`));

const sentences = {
  reached: ({ detail }) => `Reached at ${detail}.`,
  'name-unknown': (_, { host }) => `The name ${host} is not known here. Check its spelling, or enter the IP address.`,
  'port-closed': (_, { port }) =>
    `The machine answers, but nothing listens at port ${port}. Is the telephone system running, is the port right (Asterisk 5038, with TLS 5039; FreeSWITCH 8021), and does bindaddr in manager.conf or listen-ip in event_socket.conf.xml let other machines in?`,
  'no-route': () => 'No way leads to this address from this server. Check the address and the network.',
  'no-answer': () =>
    'Nothing answers. Is the address right, is the machine switched on, and does no firewall drop what comes to this port?',
  'certificate-trusted': () => 'Its certificate is signed by a known authority.',
  'certificate-pinned': () => 'Its certificate is the one that was trusted here.',
  certificate: () =>
    'Its certificate is not signed by a known authority. Compare the fingerprint with that of the telephone system, then trust this certificate.',
  'certificate-name': () =>
    'Its certificate is for another address. Enter the address that it is for, or compare the fingerprint and trust this certificate.',
  'certificate-expired': () =>
    'Its certificate is not valid now. Renew it, check the clock of this server, or compare the fingerprint and trust it all the same.',
  'certificate-changed': () =>
    'Its certificate is another one than the one that was trusted. If it was renewed, compare the fingerprint and trust the new one; if not, somebody else answers.',
  'not-tls': () => 'There is no TLS at this port. Choose “without TLS”, or enter the TLS port (usually 5039).',
  'tls-failed': () => 'The TLS connection failed: both sides have no version or cipher in common.',
  ami: ({ detail }) => `An Asterisk Manager Interface greets: ${detail}.`,
  esl: () => 'An event socket of FreeSWITCH greets.',
  'no-greeting': () =>
    'The port is open, but nothing greets there: it belongs to another service, such as a web server, or the telephone system hangs.',
  'tls-here': () => 'The port speaks TLS. Choose “with TLS”.',
  'closed-early': () => 'The port is open, but the connection is closed at once. Another service may listen there.',
  'not-ami': ({ detail }) =>
    `Another service listens at this port${detail === undefined ? '' : `: ${detail}`}. Enter the port of the manager interface (usually 5038).`,
  'not-esl': ({ detail }) =>
    `Another service listens at this port${detail === undefined ? '' : `: ${detail}`}. Enter the port of the event socket (usually 8021).`,
  'address-refused': ({ detail }) =>
    `FreeSWITCH does not accept the address ${detail} of this server. Add it to apply-inbound-acl in event_socket.conf.xml.`,
  version: ({ detail }) => `${detail}.`,
  'asterisk-too-old': ({ detail }) => `${detail}: this Asterisk is too old. Asterisk 12 or newer is needed.`,
  'signed-in': () => 'Signed in.',
  'login-refused': ({ detail }) =>
    `The sign-in was refused; the telephone system does not say why. Check the user and the secret, and that permit/deny in manager.conf let the address ${detail} in.`,
  'password-refused': () => 'The password was refused. It stands in event_socket.conf.xml.',
  'login-in-use': () =>
    'Another connection of this user is open (allowmultiplelogin = no), perhaps that of this server. Allow several, or make a user for each server.',
  closed: () => 'The telephone system closed the connection.',
  silent: () =>
    'The telephone system stopped answering. It hangs, or another client of its event socket reads nothing and blocks it.',
  unreadable: () => 'The telephone system sent what cannot be read.',
  'rights-proved': ({ proved, unseen = [] }) => {
    const rest = ` None of ${list(unseen)} came during the test; the line read needs ${unseen.length === 1 ? 'it' : 'them'}, too.`;
    return `Events come: ${list(proved)}.${unseen.length === 0 ? '' : rest}`;
  },
  'rights-missing': (facts) =>
    `Rights are missing in manager.conf. ${(facts.missing ?? []).map((right) => costs[right] ?? right).join('; ')}.${!isOpen(facts) ? '' : ' The others are not proved yet: test again while somebody calls.'}`,
  'rights-unproved': ({ proved }) =>
    `No event of a queue came during the test${proved?.length ? ` (only ${list(proved)})` : ''}, so it is not proved that the user may read them. Test again while somebody calls.`,
  queues: ({ queues, members, detail }) => `Queues: ${queues}, members: ${members} (${detail}).`,
  'queues-none': () =>
    'No queue is configured. Check queues.conf, or callcenter.conf.xml of FreeSWITCH; a queue that is loaded later appears by itself.',
  'queues-denied': () => 'The user may not list the queues.',
  'queues-booting': () =>
    'The queues are not loaded yet: app_queue is missing, or Asterisk is still starting. Test again.',
  'no-call-centre': () => 'mod_callcenter does not answer. Load it: fs_cli -x "load mod_callcenter".',
  'queue-log-unset': () =>
    'No queue_log is given: calls of a gap are counted and not restored. Enter its path if this server can read the file.',
  'queue-log-missing': () =>
    'There is no such file on this server. Check the path; a file of another machine has to be shared with this one.',
  'queue-log-unreadable': () =>
    'This server may not read the file. Give its user the right, such as by the group of Asterisk (usermod -aG asterisk wallboard).',
  'queue-log-no-file': () => 'This is no file that grows. Enter the path of the file queue_log itself.',
  'queue-log-foreign': () => 'The file has no line of a queue_log. Correct the path.',
  'queue-log-stale': ({ until }) =>
    `The file does not grow${until === undefined ? '' : `: its newest line is of ${moment(until)}`}. It is not the file that Asterisk writes, or Asterisk writes into a database (queue_log_to_file = yes in logger.conf writes both).`,
  'queue-log-rotated': () =>
    'Asterisk goes on writing into the file from before the rotation. Reload its logger after a rotation: asterisk -rx "logger reload" in postrotate.',
  'queue-log-grows': () => 'The file can be read, and it grew during the test.',
  'queue-log-current': ({ until }) =>
    `The file can be read and is the one that Asterisk writes; its newest line is of ${moment(until)}.`,
  'queue-log-empty': () =>
    'The file can be read and is empty. Whether Asterisk writes it shows with the next call: test again while somebody calls.',
  'queue-log-unproved': ({ until }) =>
    `The file can be read; its newest line is of ${moment(until)}. Whether it grows shows with the next call: test again while somebody calls.`,
  clock: ({ skew }) => `The clocks differ by ${seconds(skew)} s.`,
  'clock-differs': ({ skew = 0 }) =>
    `The clock of the telephone system is ${seconds(skew)} s ${skew > 0 ? 'behind' : 'ahead'}. The wall allows for that; better set both by NTP.`,
  'clock-unknown': () => 'The telephone system does not show its clock.',
  unstamped: () =>
    'Events have no time of their own (timestampevents = yes in manager.conf): those that are delayed count later.',
} as const satisfies Record<string, Sentence>;

export type StepCode = keyof typeof sentences;

export const sentenceOf = (facts: Facts & { code: StepCode }, place: Place): string =>
  (sentences as Record<StepCode, Sentence>)[facts.code](facts, place);
