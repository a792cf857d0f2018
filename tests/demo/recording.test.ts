import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRecording } from '../../server/demo/recording.ts';
import { demoRecording } from '../../server/demo/replay.ts';
import { writeScript } from '../../server/demo/script.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { MINUTE } from '../../shared/time.ts';

const recording = readRecording(demoRecording);
const script = writeScript(recording);
const profile = loadProfile('demo');
const events = script.scenes
  .flatMap((scene) => scene.segments.flatMap((s) => s.fresh.map((piece) => piece.packet)))
  .map((packet) => Buffer.from(packet, 'latin1').toString('utf8').trim().split('\r\n'))
  .map((lines) => Object.fromEntries(lines.map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 2)])));
const called = (name: string) => events.filter((e) => e['Event'] === name);
const values = (key: string) => new Set(events.map((e) => e[key]).filter((v) => v !== undefined && v !== ''));
const queueLog = readFileSync(`${demoRecording}.queue_log`, 'utf8')
  .trim()
  .split('\n')
  .map((l) => l.split('|'));
const logged = (...what: string[]) => queueLog.filter((row) => what.includes(row[4]!)).length;
const truth = JSON.parse(readFileSync(`${demoRecording}.truth.json`, 'utf8'));

describe('the recording of the demo', () => {
  it('lasts eight to eleven minutes and has 120 calls or more', () => {
    const minutes = (recording.steps.at(-1)!.ms - recording.steps[0]!.ms) / MINUTE;
    expect(minutes).toBeGreaterThan(8);
    expect(minutes).toBeLessThan(11);
    expect(called('QueueCallerJoin').length).toBeGreaterThanOrEqual(120);
  });

  it('ends as quietly as it began, so that a loop leaves no call behind', () => {
    const alive = new Set<string>();
    for (const e of events) {
      if (e['Event'] === 'Newchannel') alive.add(e['Uniqueid']!);
      if (e['Event'] === 'Hangup') alive.delete(e['Uniqueid']!);
    }
    expect([...alive]).toEqual([]);
    expect(called('QueueMemberAdded').length).toBe(called('QueueMemberRemoved').length);
  });

  it('agrees with its own queue_log', () => {
    expect(called('QueueCallerJoin')).toHaveLength(logged('ENTERQUEUE'));
    expect(called('AgentConnect')).toHaveLength(logged('CONNECT'));
    expect(called('QueueCallerAbandon')).toHaveLength(logged('ABANDON', 'EXITWITHTIMEOUT', 'EXITEMPTY', 'WITHDRAW'));
    expect(truth.totals).toMatchObject({ entered: logged('ENTERQUEUE'), answered: logged('CONNECT') });
  });

  it('has what a wall must show: every way of leaving, pauses with a reason, holds, transfers, refusals', () => {
    for (const kind of [
      'ABANDON',
      'EXITWITHTIMEOUT',
      'EXITWITHKEY',
      'RINGNOANSWER',
      'BLINDTRANSFER',
      'ATTENDEDTRANSFER',
    ])
      expect([kind, logged(kind) > 0]).toEqual([kind, true]);
    expect(values('PausedReason')).toContain('نماز');
    expect(called('Hold').length).toBeGreaterThan(0);
    expect(truth.cdr.refusedJoinEmpty).toBeGreaterThan(0);
    expect(Math.max(...truth.calls.map((c: { wait?: number }) => c.wait ?? 0))).toBeGreaterThan(240);
  });

  it('was recorded with the rights that the documentation recommends, and no more', () => {
    expect(called('Newexten')).toEqual([]);
    expect(new Set(called('VarSet').map((e) => e['Variable']))).toEqual(new Set(['QUEUESTATUS']));
  });

  it('names only queues, desks, counties and topics that its profile knows', () => {
    expect(Object.keys(profile.queues)).toEqual(expect.arrayContaining([...values('Queue')]));
    expect(Object.keys(profile.desks)).toEqual(expect.arrayContaining([...values('MemberName')]));
    const tags = called('UserEvent').filter((e) => e['UserEvent'] === 'SamadTopic');
    const counties = new Set(tags.map((e) => e['County']).filter(Boolean));
    expect(Object.keys(profile.counties)).toEqual(expect.arrayContaining([...counties]));
    expect(counties.size).toBeGreaterThan(18);
    const words = Object.entries(profile.topics).flatMap(([id, t]) => [id, ...t.match]);
    expect(words).toEqual(expect.arrayContaining([...new Set(tags.map((e) => e['Topic']).filter(Boolean))]));
  });

  it('has no number that could be a person’s: every caller is in an exchange of zeros', () => {
    const numbers = [...values('CallerIDNum'), ...values('ConnectedLineNum')].filter((n) => /\d{6}/.test(n!));
    expect(numbers.length).toBeGreaterThan(80);
    for (const number of numbers)
      expect(number).toMatch(/^(09\d\d000\d{4}|\+989\d\d000\d{4}|011\d\d00\d{4}|\+\d{1,3}000000\d{3})$/);
  });
});
