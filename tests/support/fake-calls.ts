// What a fake Asterisk knows of its callers, and the packets that app_queue would send about them. Pure: it
// hands packets out and answers lists; sending them is the server's part. Order and fields as read from a real Asterisk.

/** Header → value, in this order; a value left undefined is not sent. */
export type Fields = Readonly<Record<string, string | number | undefined>>;
export type Counts = { offered: number; answered: number; abandoned: number; timedOut: number; talkSeconds: number };

type Caller = {
  uniqueid: string;
  channel: string;
  queue: string;
  joinedAt: number;
  desk?: { name: string; channel: string; uniqueid: string; answeredAt?: number };
};
type Member = { name: string; queue: string; status: number; paused: boolean };

export type FakeCalls = ReturnType<typeof createFakeCalls>;
export type FakeCall = ReturnType<FakeCalls['call']>;

/** As app_queue counts: the difference of two moments of which it knows the second only. */
const secondsFrom = (from: number, to: number): number => Math.max(0, Math.floor(to / 1000) - Math.floor(from / 1000));

/** `now`: the telephone system's own clock, epoch ms. */
export function createFakeCalls(options: { system: string; now: () => number; say: (packet: Fields) => void }) {
  const { system, now, say } = options;
  let started = Math.floor(now() / 1000);
  let next = 0;
  const callers = new Map<string, Caller>();
  const members = new Map<string, Member>();
  const params = new Map<string, { completed: number; abandoned: number }>();
  const truth = new Map<string, Counts>();

  const newId = (): string => `${system && `${system}-`}${started}.${next++}`;
  const faces = new Map<string, string>();
  const face = (name: string): string => faces.get(name) ?? `PJSIP/${name.replace(/^m-/, '')}`;
  const paramsOf = (queue: string) => {
    const known = params.get(queue) ?? { completed: 0, abandoned: 0 };
    params.set(queue, known);
    return known;
  };
  const countsOf = (queue: string): Counts => {
    const known = truth.get(queue) ?? { offered: 0, answered: 0, abandoned: 0, timedOut: 0, talkSeconds: 0 };
    truth.set(queue, known);
    return known;
  };
  const waitingIn = (queue: string): Caller[] =>
    [...callers.values()].filter((one) => one.queue === queue && one.desk?.answeredAt === undefined);

  const memberStatus = (name: string, status: number): void => {
    for (const member of members.values()) {
      if (member.name !== name) continue;
      member.status = status;
      const { queue, paused } = member;
      say({
        Event: 'QueueMemberStatus',
        Privilege: 'agent,all',
        Queue: queue,
        MemberName: name,
        Interface: face(name),
        StateInterface: face(name),
        Status: status,
        Paused: paused ? 1 : 0,
      });
    }
  };

  const call = (queue: string, number = '<unknown>') => {
    const uniqueid = newId();
    const channel = `PJSIP/trunk-${next.toString(16).padStart(8, '0')}`;
    const from = {
      Channel: channel,
      CallerIDNum: number,
      CallerIDName: '<unknown>',
      Exten: '111',
      Uniqueid: uniqueid,
      Linkedid: uniqueid,
    };
    const caller: Caller = { uniqueid, channel, queue, joinedAt: now() };
    const toDesk = () => {
      if (!caller.desk) throw new Error('expected a desk that was rung');
      const { name, channel: destination, uniqueid: id } = caller.desk;
      return {
        ...from,
        DestChannel: destination,
        DestUniqueid: id,
        Queue: queue,
        Interface: face(name),
        MemberName: name,
      };
    };
    const hold = (): number => secondsFrom(caller.joinedAt, caller.desk?.answeredAt ?? now());
    const leave = (): void =>
      say({
        Event: 'QueueCallerLeave',
        Privilege: 'agent,all',
        ...from,
        Queue: queue,
        Position: 1,
        Count: waitingIn(queue).length,
      });
    const hangUp = (one: Fields, cause: number): void =>
      say({ Event: 'Hangup', Privilege: 'call,all', ...one, Cause: cause });
    const gone = (): void => {
      callers.delete(uniqueid);
      paramsOf(queue).abandoned++;
    };
    const abandonPacket = (): void =>
      say({
        Event: 'QueueCallerAbandon',
        Privilege: 'agent,all',
        ...from,
        Queue: queue,
        Position: 1,
        OriginalPosition: 1,
        HoldTime: hold(),
      });

    return {
      uniqueid,
      queue,
      join(): void {
        caller.joinedAt = now();
        callers.set(uniqueid, caller);
        paramsOf(queue);
        countsOf(queue).offered++;
        const count = waitingIn(queue).length;
        say({ Event: 'QueueCallerJoin', Privilege: 'agent,all', ...from, Queue: queue, Position: count, Count: count });
      },
      ring(desk: string): void {
        caller.desk = { name: desk, channel: `${face(desk)}-${next.toString(16).padStart(8, '0')}`, uniqueid: newId() };
        say({ Event: 'AgentCalled', Privilege: 'agent,all', ...toDesk() });
        memberStatus(desk, 6);
      },
      answer(): void {
        const packet = toDesk();
        if (caller.desk) caller.desk.answeredAt = now();
        countsOf(queue).answered++;
        say({ Event: 'DialEnd', Privilege: 'call,all', ...packet, DialStatus: 'ANSWER' });
        leave();
        say({ Event: 'AgentConnect', Privilege: 'agent,all', ...packet, HoldTime: hold(), RingTime: 1 });
        memberStatus(caller.desk?.name ?? '', 2);
      },
      end(by: 'caller' | 'agent' = 'caller'): void {
        const packet = toDesk();
        const talked = secondsFrom(caller.desk?.answeredAt ?? now(), now());
        countsOf(queue).talkSeconds += talked;
        paramsOf(queue).completed++;
        callers.delete(uniqueid);
        const agent = { Channel: packet.DestChannel, Uniqueid: packet.DestUniqueid, Linkedid: uniqueid };
        say({ Event: 'HangupRequest', Privilege: 'call,all', ...(by === 'caller' ? from : agent) });
        say({
          Event: 'AgentComplete',
          Privilege: 'agent,all',
          ...packet,
          HoldTime: hold(),
          TalkTime: talked,
          Reason: by,
        });
        hangUp(agent, 16);
        hangUp(from, 16);
        memberStatus(packet.MemberName, 1);
      },
      /** The citizen hangs up while waiting. */
      abandon(): void {
        say({ Event: 'HangupRequest', Privilege: 'call,all', ...from });
        gone();
        countsOf(queue).abandoned++;
        abandonPacket();
        leave();
        if (caller.desk) memberStatus(caller.desk.name, 1);
        hangUp(from, 0);
      },
      /** The queue sends the citizen on. */
      timeout(): void {
        gone();
        countsOf(queue).timedOut++;
        abandonPacket();
        leave();
        say({ Event: 'VarSet', Privilege: 'dialplan,all', ...from, Variable: 'QUEUESTATUS', Value: 'TIMEOUT' });
        hangUp(from, 16);
      },
    };
  };

  return {
    call,
    memberStatus,
    /** The member's interface, where its name does not tell. */
    sits: (name: string, at: string): void => void faces.set(name, at),
    member: (name: string, ...queues: string[]): void => {
      for (const queue of queues) {
        paramsOf(queue);
        members.set(`${name} ${queue}`, { name, queue, status: 1, paused: false });
      }
    },
    /** Calls and counters as after `kill -9` and a new start: nothing of before is known. */
    restart(): void {
      callers.clear();
      for (const queue of params.keys()) params.set(queue, { completed: 0, abandoned: 0 });
      for (const member of members.values()) member.status = 1;
      started = Math.max(started + 1, Math.floor(now() / 1000));
      next = 0;
    },
    /** What really happened, by queue, since the beginning of the test. */
    truth: (): Readonly<Record<string, Counts>> => Object.fromEntries(truth),
    waiting: (): number => [...callers.values()].filter((one) => one.desk?.answeredAt === undefined).length,

    queueStatus: (): Fields[] =>
      [...params].flatMap(([queue, { completed, abandoned }]) => [
        {
          Event: 'QueueParams',
          Queue: queue,
          Calls: waitingIn(queue).length,
          Completed: completed,
          Abandoned: abandoned,
        },
        ...[...members.values()]
          .filter((one) => one.queue === queue)
          .map(({ name, status, paused }) => ({
            Event: 'QueueMember',
            Queue: queue,
            Name: name,
            Location: face(name),
            StateInterface: face(name),
            Status: status,
            Paused: paused ? 1 : 0,
          })),
        ...waitingIn(queue).map((one, index) => ({
          Event: 'QueueEntry',
          Queue: queue,
          Position: index + 1,
          Channel: one.channel,
          Uniqueid: one.uniqueid,
          CallerIDNum: '<unknown>',
          Wait: secondsFrom(one.joinedAt, now()),
        })),
      ]),
    channels: (): Fields[] =>
      [...callers.values()].flatMap(({ uniqueid, channel, queue, desk }) => {
        const bridge = desk?.answeredAt === undefined ? {} : { BridgeId: `bridge-${uniqueid}` };
        const its = { Event: 'CoreShowChannel', Channel: channel, Uniqueid: uniqueid, Linkedid: uniqueid };
        const application = { Application: 'Queue', ApplicationData: `${queue},t,,,300`, ...bridge };
        if (!desk) return [{ ...its, ...application }];
        const other = { Event: 'CoreShowChannel', Channel: desk.channel, Uniqueid: desk.uniqueid, Linkedid: uniqueid };
        return [
          { ...its, ...application },
          { ...other, Application: 'AppQueue', ApplicationData: '(Outgoing Line)', ...bridge },
        ];
      }),
  };
}
