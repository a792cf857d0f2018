// What the API of a made-up FreeSWITCH answers: the tables of mod_callcenter as a real one prints them (freeswitch 1.10.12, as
// recorded), from what it knows at that moment.
import type { Fields, FreeSwitchState } from './freeswitch-state.ts';

const table = (names: readonly string[], lines: readonly Fields[]): string =>
  `${lines.length === 0 ? '' : `${names.join('|')}\n`}${lines.map((line) => `${names.map((name) => line[name] ?? '').join('|')}\n`).join('')}+OK\n`;

/** The answer to a question, or undefined to one that it does not know. */
export function answerFrom(
  { rows, up, agents, outside, counters, micro }: FreeSwitchState,
  question: string,
): string | undefined {
  const [, asked = ''] = /^callcenter_config queue list members (.+)$/.exec(question) ?? [];
  if (asked !== '')
    return table(
      [
        'queue',
        'instance_id',
        'uuid',
        'session_uuid',
        'cid_number',
        'cid_name',
        'joined_epoch',
        'rejoined_epoch',
        'bridge_epoch',
        'serving_agent',
        'state',
      ],
      [...rows.values()].filter(({ queue }) => queue === asked),
    );
  switch (question) {
    case 'callcenter_config queue list':
      return table(
        ['name', 'moh_sound', 'calls_answered', 'calls_abandoned'],
        [...counters].map(([name, { answered, abandoned }]) => ({
          name,
          moh_sound: 'tone_stream://%(1500,3500,440);loops=-1',
          calls_answered: answered,
          calls_abandoned: abandoned,
        })),
      );
    case 'callcenter_config agent list':
      return table(
        ['name', 'uuid', 'contact', 'status', 'state', 'external_calls_count'],
        [...agents].map(([name, { status, state, uuid }]) => ({
          external_calls_count: outside.has(name) ? '1' : '0',
          name,
          uuid,
          status,
          state,
          contact: `[leg_timeout=8]user/${name.replace('m-', '')}@default`,
        })),
      );
    case 'callcenter_config tier list':
      return table(
        ['queue', 'agent', 'state'],
        [...agents].flatMap(([agent, { queues }]) => queues.map((queue) => ({ queue, agent, state: 'Ready' }))),
      );
    case 'show channels as json':
      return JSON.stringify({
        row_count: up.size,
        ...(up.size > 0 && { rows: [...up].map((uuid) => ({ uuid })) }),
      });
    case 'switchname':
      return 'pbx';
    case 'strmicroepoch':
      return micro();
    default:
      return undefined;
  }
}
