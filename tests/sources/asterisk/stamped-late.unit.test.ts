// An Asterisk that is short of CPU writes queue_log at once and stamps its events seconds later, so that lines are read before them: one
// visit is one call. The times are those of 1,456 callers in three minutes on two cores (Asterisk 22).
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { C, createAsteriskScenario } from './asterisk-scenario.ts';

const desk = { MemberName: 'm-1301', Interface: 'PJSIP/1301', DestUniqueid: 'pbx111-1795424405.2' };
type Scene = ReturnType<typeof createAsteriskScenario>;
type Link = ReturnType<Scene['connect']>;

/** A link that sees the class `dialplan`. */
function connect(scene: Scene): Link {
  const link = scene.connect();
  link.receive(0, { Event: 'VarSet', Privilege: 'dialplan,all', Variable: 'QUEUESTATUS', Value: '' });
  return link;
}
const joins = (link: Link, second: number): void => link.receive(second, { Event: 'QueueCallerJoin', ...C });
function abandons(link: Link, second: number, wait: string): void {
  const events: Packet[] = [
    { Event: 'HangupRequest', ...C },
    { Event: 'QueueCallerAbandon', ...C, HoldTime: wait },
    { Event: 'QueueCallerLeave', ...C },
  ];
  for (const event of events) link.receive(second, event);
  link.tick(second + 2);
}

describe('an event that Asterisk stamped after its line was read', () => {
  it.each([
    ['of the leaving alone', 28.2, 28, 89, 92.25, '61'],
    ['of joining and leaving', 178.8, 176, 188, 190.9, '12'],
  ])('is no further call: %s', (_, joined, joinedLine, leftLine, left, wait) => {
    const scene = createAsteriskScenario();
    const link = connect(scene);
    joins(link, joined);
    link.readLogLine(joinedLine, 'NONE|ENTERQUEUE||0113|33');
    link.readLogLine(leftLine, `NONE|ABANDON|8|33|${wait}`);
    abandons(link, left, wait);
    expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, waiting: 0, waitSecondsAbandoned: Number(wait) });
    expect(scene.refused()).toEqual([]);
  });

  it('is none either where it ends a talk', () => {
    const scene = createAsteriskScenario();
    const link = connect(scene);
    joins(link, 109);
    link.readLogLine(108, 'NONE|ENTERQUEUE||0113|33');
    link.receive(188.5, { Event: 'AgentConnect', ...C, ...desk, HoldTime: '79' });
    link.readLogLine(187, 'm-1301|CONNECT|79|pbx111-1795424405.2|3');
    link.readLogLine(191, 'm-1301|COMPLETEAGENT|80|3|95');
    link.receive(196.3, { Event: 'AgentComplete', ...C, ...desk, HoldTime: '80', TalkTime: '3', Reason: 'agent' });
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 3 });
  });

  it('of a caller who joined again belongs to the visit of its wait', () => {
    const scene = createAsteriskScenario();
    const link = connect(scene);
    joins(link, 10);
    link.readLogLine(10, 'NONE|ENTERQUEUE||0113|1');
    link.readLogLine(13, 'NONE|EXITWITHTIMEOUT|1|1|3');
    joins(link, 15);
    abandons(link, 17, '2');
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, abandoned: 1, waitSecondsAbandoned: 2 });
  });
});

describe('a joining that Asterisk stamped after its line was read', () => {
  it.each(['', ', on another link since', ', before the line was'])(
    'is that of a wait which the line began%s',
    (when) => {
      const scene = createAsteriskScenario();
      const first = connect(scene);
      const reads = (): void => first.readLogLine(191, 'NONE|ENTERQUEUE||0113|33');
      if (!when.includes('before')) reads();
      joins(first, 196.2);
      if (when.includes('before')) reads();
      const link = when.includes('another') ? connect(scene) : first;
      abandons(link, 258.2, '68');
      link.readLogLine(258, 'NONE|ABANDON|8|33|68');
      expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, waiting: 0, waitSecondsAbandoned: 68 });
    },
  );
});
