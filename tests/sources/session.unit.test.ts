import { describe, expect, it } from 'vitest';
import type { RawEvent } from '../../shared/event.ts';
import { createSession, type Protocol } from '../../server/sources/session.ts';
import type { LinkContext, SourceParts } from '../../server/sources/source.ts';
import { createLinkRegistry } from '../../server/sources/links.ts';

const AT = 1_764_000_000_000;
type Connection = object;
type Own = Protocol<
  string,
  Connection,
  { translate: (message: string, at: number) => RawEvent[]; tick: () => RawEvent[] }
>;

/** A session of a telephone system whose messages are ids of calls; what it did, in order. */
function open(own: Partial<Own> = {}, system: { name: string | undefined } = { name: 'pbx' }) {
  const done: string[] = [];
  const note = (what: string) => void done.push(what);
  const parts = {
    now: () => AT,
    links: createLinkRegistry({ now: () => AT }),
    recall: { lastAt: () => undefined },
    drained: () => Promise.resolve(),
    put: (events: readonly RawEvent[], name: string) =>
      events.forEach(({ type, id }) => note(`${name}: ${type} ${id}`)),
  } as unknown as SourceParts;
  const context: LinkContext = {
    report: note,
    system: () => system.name,
    setSystemName: (raw) => raw,
    fallbackName: () => 'link-1',
  };
  const protocol: Own = {
    holdLimit: 3,
    sentAt: () => undefined,
    identify: () => Promise.resolve(),
    createTranslator: () => ({
      translate: (message, at) => [
        { type: 'source.up', id: message, at, system: 'pbx', link: 'link-1' },
        { type: 'call.resumed', id: message, at, call: message, queue: 'a', visit: 1 },
      ],
      tick: () => [],
    }),
    prepare: () =>
      Promise.resolve(() => ({
        observe: (message) => note(`observed ${message}`),
        tick: () => {},
        reconcile: () => Promise.resolve(note('reconciled')),
      })),
    ...own,
  };
  const session = createSession<string, Connection, ReturnType<Own['createTranslator']>>({
    link: 'link-1',
    parts,
    context,
    createProtocol: () => protocol,
  });
  return { session, done };
}

const reported = (message: string, name = 'pbx') => [
  `${name}: source.up ${message}`,
  `${name}: call.resumed ${message}`,
];
const seen = (message: string) => [`observed ${message}`, ...reported(message)];

describe('a session with a telephone system', () => {
  it('holds what comes until the system is known, and reports it in order before it reconciles', async () => {
    const { session, done } = open();
    for (const message of ['one', 'two']) session.event(message, AT);
    expect(done).toEqual([]);
    await session.begin({});
    session.event('three', AT);
    session.stop();
    expect(done).toEqual([...seen('one'), ...seen('two'), 'reconciled', ...seen('three')]);
  });

  it('reports what came, though it is cut before the system was known', () => {
    const { session, done } = open();
    session.event('one', AT);
    session.stop();
    expect(done).toEqual(reported('one'));
  });

  it('reports no call under a name that is uncertain', () => {
    const { session, done } = open({}, { name: undefined });
    session.event('one', AT);
    session.stop();
    expect(done).toEqual(['link-1: source.up one']);
  });

  it('holds no more than its protocol allows', async () => {
    const { session, done } = open();
    for (const message of ['one', 'two', 'three', 'four']) session.event(message, AT);
    await session.begin({});
    session.stop();
    expect(done.filter((what) => what.startsWith('observed'))).toEqual(
      ['one', 'two', 'three'].map((one) => `observed ${one}`),
    );
  });

  it('reports nothing of a system that must not be counted', async () => {
    const { session, done } = open({ isRefused: () => Promise.resolve(true) });
    await session.begin({});
    expect(done).toEqual([]);
  });

  it('reconciles once more when a gap was filled behind the events', async () => {
    const note: string[] = [];
    const { session } = open({
      prepare: () =>
        Promise.resolve(() => ({
          observe: () => {},
          tick: () => {},
          reconcile: () => Promise.resolve(void note.push('reconciled')),
          filling: Promise.resolve().then(() => void note.push('filled')),
        })),
    });
    await session.begin({});
    session.stop();
    expect(note).toContain('filled');
    expect(note.filter((what) => what === 'reconciled')).toHaveLength(2);
  });

  it('reconciles again when the system has restarted, and does not translate that message', async () => {
    const { session, done } = open({ isBooted: (message) => message === 'booted' });
    session.event('booted', AT);
    await session.begin({});
    session.event('booted', AT);
    session.stop();
    expect(done).toEqual(['reconciled', 'reconciled']);
  });
});
