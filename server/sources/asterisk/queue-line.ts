// One line of queue_log, `epoch|call|queue|agent|verb|data…`. Asterisk escapes nothing, so a "|" in the name of a queue or of a
// member moves the verb: the first known verb from the fifth field on is the verb.

export type QueueLine = {
  /** Epoch seconds. */
  time: number;
  /** The caller's Uniqueid. */
  call: string;
  queue: string;
  agent: string;
  verb: string;
  data: readonly string[];
};

const VERB = 4;

/** What app_queue, app_agent_pool and the logger of any Asterisk write. An application may write others. */
const verbs = new Set(
  (
    'ABANDON ADDMEMBER AGENTCALLBACKLOGIN AGENTCALLBACKLOGOFF AGENTDUMP AGENTLOGIN AGENTLOGOFF ATTENDEDTRANSFER ' +
    'BLINDTRANSFER COMPLETEAGENT COMPLETECALLER CONFIGRELOAD CONNECT DID ENTERQUEUE EXITEMPTY EXITWITHKEY ' +
    'EXITWITHTIMEOUT INFO OUTCALL PAUSE PAUSEALL PENALTY QUEUESTART REMOVEMEMBER RINGCANCELED RINGNOANSWER SYSCOMPAT ' +
    'TRANSFER UNPAUSE UNPAUSEALL WITHDRAW'
  ).split(' '),
);
/** Those that no member had a part in: the agent is NONE, so all before it is the queue. */
const withoutAgent = new Set([
  ...['ENTERQUEUE', 'ABANDON', 'EXITEMPTY', 'EXITWITHKEY', 'EXITWITHTIMEOUT', 'WITHDRAW', 'DID', 'INFO'],
  ...['QUEUESTART', 'CONFIGRELOAD'],
]);

/** The time of a line in epoch seconds; undefined when it is no line of queue_log. */
export const timeOf = (line: string): number | undefined => {
  const [, time] = /^\uFEFF?(\d{9,11})\|/.exec(line) ?? [];
  return time === undefined ? undefined : Number(time);
};

/** Whether it has the shape of a line of queue_log, whatever its verb. */
export const isQueueLine = (line: string): boolean => /^\uFEFF?\d{9,11}\|[^|]*\|[^|]*\|.*?\|[A-Z]/.test(line);

/** Asterisk moves its counters with these. */
const finishing = new Set(
  'ABANDON ATTENDEDTRANSFER BLINDTRANSFER COMPLETEAGENT COMPLETECALLER EXITEMPTY EXITWITHTIMEOUT OUTCALL SYSCOMPAT TRANSFER WITHDRAW'.split(
    ' ',
  ),
);

/** Whether it may be a line of a call that Asterisk counts as finished; any field may be the verb. */
export const isFinish = (line: string): boolean => line.split('|').some((field) => finishing.has(field));

export type Named = { queue: string; agent: string };

/** Reads lines; `isLikely` decides by other knowledge which of several readings of a call's line is right. */
export function createQueueLineReader(isLikely: (named: Named, call: string) => boolean = () => false) {
  /** Names of queues with a "|" in them, from the lines that show them for certain. */
  const queues = new Set<string>();

  const named = (names: readonly string[], verb: string, call: string): Named => {
    const agent = names.at(-1) ?? '';
    if (names.length === 2) return { queue: names[0] ?? '', agent };
    if (withoutAgent.has(verb)) {
      const queue = names.slice(0, -1).join('|');
      queues.add(queue);
      return { queue, agent };
    }
    const splits = names.slice(1).map((_, i) => ({
      queue: names.slice(0, i + 1).join('|'),
      agent: names.slice(i + 1).join('|'),
    }));
    return (
      splits.findLast(({ queue }) => queues.has(queue)) ??
      splits.find((one) => isLikely(one, call)) ?? { queue: names[0] ?? '', agent: names.slice(1).join('|') }
    );
  };

  /** Undefined when it is no line of queue_log. */
  return (line: string): QueueLine | undefined => {
    const time = timeOf(line);
    if (time === undefined) return undefined;
    const fields = line.replace(/\r$/, '').split('|');
    let at = VERB;
    if (!verbs.has(fields[VERB] ?? '')) {
      const moved = fields.findIndex((field, i) => i > VERB && verbs.has(field));
      if (moved > 0) at = moved;
    }
    const verb = fields[at] ?? '';
    if (verb === '') return undefined;
    const names = fields.slice(2, at);
    const call = fields[1] ?? '';
    return { time, call, ...named(names, verb, call), verb, data: fields.slice(at + 1) };
  };
}
