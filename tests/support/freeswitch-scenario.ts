// A FreeSWITCH that is not there: callers live as a test tells them to, and it says what a real one says (freeswitch
// 1.10.12, as recorded): the events, and the tables of mod_callcenter at any moment.
import { answerFrom } from './freeswitch-answers.ts';
import { createFreeSwitchCaller } from './freeswitch-caller.ts';
import { createFreeSwitchState } from './freeswitch-state.ts';

export type FreeSwitchScenario = ReturnType<typeof createFreeSwitchScenario>;

export function createFreeSwitchScenario(options: Parameters<typeof createFreeSwitchState>[0]) {
  const state = createFreeSwitchState(options);
  const { rows, agents, outside, counters, seconds, event, info, agentOf, setState, newChannel, newMember } = state;

  return {
    outside,
    event,
    info,

    queue: (name: string): void => void counters.set(name, { answered: 0, abandoned: 0 }),
    agent(name: string, queues: string[], status = 'Available'): void {
      Object.assign(agentOf(name), { queues, status });
    },
    forget: (name: string): void => void agents.delete(name),
    status(name: string, status: string): void {
      agentOf(name).status = status;
      info('agent-status-change', { 'CC-Agent': name, 'CC-Agent-Status': status });
    },
    state: setState,
    caller: ({ number = '01133221100' } = {}) => createFreeSwitchCaller(state, number),
    /** What the API answers to a question, or undefined to one that it does not know. */
    answer: (question: string): string | undefined => answerFrom(state, question),

    /** A caller of another node on the same call-centre database: its row is in this node's table, its channel is not. */
    foreign(queue: string, state: 'Waiting' | 'Answered'): void {
      const session = newChannel('f0e1');
      const member = newMember('f0ee');
      const talk = state === 'Answered' ? { serving_agent: 'm-1201', bridge_epoch: seconds() } : {};
      rows.set(member, {
        queue,
        instance_id: 'pbx222',
        uuid: member,
        session_uuid: session,
        cid_number: '01133221100',
        joined_epoch: seconds(),
        state,
        ...talk,
      });
    },

    restart: state.restart,
    /** Its table of members is empty until the returned function is called. */
    hide(): () => void {
      const kept = [...rows];
      rows.clear();
      return () => kept.forEach(([member, row]) => rows.set(member, row));
    },
    /** `queue reload` of one queue. */
    reload: (queue: string): void => void counters.set(queue, { answered: 0, abandoned: 0 }),
  };
}
