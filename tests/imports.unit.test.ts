// Holds the borders between the parts: which may import which, which files are pure (B9), which use the process, and how long a file is.
import { describe, expect, it } from 'vitest';
import { client, product, server, shared, within, type Source } from './support/source-files.ts';

const isIn = (folder: string) => (from: string) => from.startsWith(`${folder}/`);
const breaches = (sources: readonly Source[], isForbidden: (from: string) => boolean): string[] =>
  sources.flatMap(({ file, imports }) =>
    imports.filter(({ from }) => isForbidden(from)).map(({ from }) => `${file} → ${from}`),
  );

/** The only files under server/sources that touch a socket, a file or a timer: the client of a link and its parts. */
const impureSources = [
  'supervise',
  'follow-system',
  'session',
  'reconcile',
  ...[
    'client',
    'connection',
    'protocol',
    'twin-systems',
    'queue-log-backfill',
    'reconcile',
    'queue-log-file',
    'queue-log-files',
    'packed',
  ].map((name) => `asterisk/${name}`),
  ...['client', 'connection', 'protocol', 'reconcile', 'agent-lists'].map((name) => `freeswitch/${name}`),
].map((name) => `server/sources/${name}.ts`);
const isPure = (file: string): boolean =>
  (/^(shared|server\/board|server\/door|server\/sources)\//.test(file) && !impureSources.includes(file)) ||
  [
    'server/config.ts',
    'server/plain-links.ts',
    'server/secret-files.ts',
    'server/log/redis/address.ts',
    'server/door/targets.ts',
    'server/door/own-sources.ts',
    'server/vault/names.ts',
    'server/ledger/calls-of-days.ts',
    'server/ledger/pages.ts',
    'server/profiles/lookup.ts',
    'server/access/views.ts',
    'server/access/county.ts',
    'server/access/permissions.ts',
    'server/access/session-rules.ts',
    'server/access/this-machine.ts',
    'server/directory/settings.ts',
    'server/directory/role-map.ts',
    'server/directory/dn.ts',
    'server/directory/filter-text.ts',
    'server/directory/entry-facts.ts',
    'server/access/lists.ts',
    'server/access/browser-label.ts',
    'server/chance.ts',
    ...['record', 'survival', 'draws', 'simulate', 'hold-out', 'queue-window'].map(
      (name) => `server/what-if/${name}.ts`,
    ),
  ].includes(file);
const pure = product.filter(({ file }) => isPure(file));

describe('imports', () => {
  it('go server → shared ← client and never across', () => {
    expect(product.length).toBeGreaterThan(100);
    expect(server.find(({ file }) => file === 'server/main.ts')?.imports.length).toBeGreaterThan(2);
    expect(breaches(server, isIn('client'))).toEqual([]);
    expect(breaches(client, isIn('server'))).toEqual([]);
    expect(breaches(shared, (from) => isIn('server')(from) || isIn('client')(from))).toEqual([]);
  });

  it('of screens take no schema along: the door alone checks events', () => {
    const zod = shared.filter(({ imports }) => imports.some(({ from }) => from === 'zod')).map(({ file }) => file);
    expect(zod.length).toBeGreaterThan(0);
    const values = (sources: readonly Source[]) =>
      sources.map(({ file, ...rest }) => ({
        ...rest,
        file,
        imports: rest.imports.filter(({ typeOnly }) => !typeOnly),
      }));
    expect(breaches(values(client), (from) => from === 'zod' || zod.includes(from))).toEqual([]);
  });

  it('never lead from the product into the tests, nor out of the repository', () => {
    expect(breaches(product, (from) => isIn('tests')(from) || from.startsWith('..'))).toEqual([]);
  });

  it.each([
    ['luxon', 'shared/calendar.ts'],
    ['redis', 'server/log/redis/connection.ts'],
  ])('bring %s in at one place', (name, home) => {
    const found = product.filter(({ imports }) => imports.some(({ from }) => from === name));
    expect(found.map(({ file }) => file)).toEqual([home]);
  });

  it('never bring a part of Node into a screen or into shared', () => {
    expect(breaches([...client, ...shared], (from) => from.startsWith('node:'))).toEqual([]);
  });
});

describe('B9: shared, the folds, the door, and wire and translate files are pure', () => {
  const worlds: Record<string, RegExp> = {
    'our clock': /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\b|\bDateTime\.(now|local|utc)\(\s*\)/,
    chance: /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/,
    timers: /\bset(Timeout|Interval|Immediate)\b/,
    'the process': /\bprocess\./,
    'the network': /\bfetch\(|\bnew WebSocket\b/,
  };

  it.each(Object.entries(worlds))('none asks %s', (_name, pattern) => {
    expect(pure.length).toBeGreaterThan(40);
    expect(pure.filter(({ code }) => pattern.test(code)).map(({ file }) => file)).toEqual([]);
  });

  it('each imports pure files only, and of packages only those without a world of their own', () => {
    const isFine = (from: string): boolean =>
      from.startsWith('server/') || from.startsWith('shared/') ? isPure(from) : ['zod', 'luxon'].includes(from);
    const found = pure.flatMap(({ file, imports }) =>
      imports.filter(({ from, typeOnly }) => !typeOnly && !isFine(from)).map(({ from }) => `${file} → ${from}`),
    );
    expect(found).toEqual([]);
  });
});

describe('the process', () => {
  const wiring = [
    'main.ts',
    'demo/main.ts',
    'build/build-screens.ts',
    'commands/token.ts',
    'commands/account.ts',
    'commands/import.ts',
    'commands/backup.ts',
    'commands/restore.ts',
    'commands/scrub.ts',
    'commands/verify-log.ts',
    'commands/redis.ts',
    'commands/install-service.ts',
    'commands/sbom.ts',
    // What they share.
    'commands/conclude.ts',
    'load-settings.ts',
    'log-output.ts',
    'stop-on-signal.ts',
  ].map((file) => `server/${file}`);

  it('is read and ended in main files and commands only', () => {
    const speaks = /\bprocess\.(env|exit|exitCode|argv|on|once|std\w+|loadEnvFile|kill|chdir)\b|from 'node:process'/;
    const found = product.filter(({ file, code }) => speaks.test(code) && !wiring.includes(file));
    expect(found.map(({ file }) => file)).toEqual([]);
  });
});

describe('the log', () => {
  const isElsewhere =
    (...places: string[]) =>
    ({ file }: Source): boolean =>
      !places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));

  it('is written to through the intake and by machines that post, and nowhere else', () => {
    const appending = server.filter(({ code }) => /\b\w*(?:log|recorder)\w*\.append\(/i.test(code));
    expect(appending.length).toBeGreaterThan(2);
    expect(appending.filter(isElsewhere('server/log/', 'server/http/events.ts')).map(({ file }) => file)).toEqual([]);
  });

  it('has events with the stamps of the door alone; what numbers are taken out of is recorded by a command', () => {
    const stamping = product.filter(({ code }) =>
      /\bEVENT_VERSION\b|\bstampsOf\b|\brecordedAt: (?!number|z\.|_)/.test(code),
    );
    const known = ['shared/event.ts', 'server/door/stamps.ts', 'server/door/door.ts', 'server/scrub/scrub-log.ts'];
    expect(stamping.filter(isElsewhere(...known)).map(({ file }) => file)).toEqual([]);
    expect(product.filter(({ code }) => code.includes('EVENT_VERSION')).map(({ file }) => file)).toEqual([
      'shared/event.ts',
      'server/door/stamps.ts',
    ]);
  });
});

describe('a route', () => {
  it('answers through serve, which holds it to the contract; errors and the screens have their own places', () => {
    const answers = /\bresponse\b[^;]{0,200}?\.(?:json|send|end|write|sendFile|redirect|render)\(/;
    const answering = server.filter(({ file, code }) => file.startsWith('server/http/') && answers.test(code));
    expect(answering.map(({ file }) => file).toSorted()).toEqual([
      'server/http/answers.ts',
      'server/http/error-handler.ts',
      'server/http/serve.ts',
      'server/http/static-files.ts',
    ]);
    const made = server.filter(({ code }) =>
      /\breturn \{ key, handlers: \[|\bkey: '(?:GET|POST|PUT|PATCH|DELETE) /.test(code),
    );
    expect(made.map(({ file }) => file)).toEqual(['server/http/serve.ts']);
  });
});

describe('a file', () => {
  it('has at most 300 lines', () => {
    const files = [...product, ...within('tests')].map(({ file, text }) => ({
      file,
      lines: text.trimEnd().split('\n').length,
    }));
    expect(files.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('is named for its idea: no utils, helpers, common, manager, and no barrels', () => {
    const vague = /(^|\/)(utils?|helpers?|common|managers?|index)\.(ts|svelte\.ts)$/i;
    expect(product.filter(({ file }) => vague.test(file)).map(({ file }) => file)).toEqual([]);
  });
});

describe('requests of screens', () => {
  it('go through the contract: nothing else fetches, and no answer is given a type by hand', () => {
    const asksByItself = ['client/state/api.ts', 'client/state/probe.ts', 'client/state/served.ts'];
    const fetching = client.filter(({ code }) => /\bfetch\(/.test(code)).map(({ file }) => file);
    expect(fetching.toSorted()).toEqual(asksByItself);
    const typed = /\b(ask|askSignedIn|askText|askTextSignedIn)<|new Fetched</;
    const casting = client.filter(({ file, code }) => file.endsWith('.svelte') && typed.test(code));
    expect(casting.map(({ file }) => file)).toEqual([]);
  });
});

describe('a rule has one home', () => {
  const usersOf = (pattern: RegExp): string[] =>
    product.filter(({ code }) => pattern.test(code)).map(({ file }) => file);

  it('digits of other scripts are read in shared/digits.ts', () => {
    expect(usersOf(/0x0660|0x06f0\)\)|\[۰-۹\]|\[٠-٩\]/)).toEqual(['shared/digits.ts']);
  });
  it('the length of a day stands in shared/time.ts', () => {
    expect(usersOf(/\bconst (DAY|HOUR|MINUTE)(_MS)? =/)).toEqual(['shared/time.ts']);
  });
  it('the storage of a browser is touched by client/state/storage.ts', () => {
    expect(usersOf(/\b(local|session)Storage\b/)).toEqual(['client/state/storage.ts']);
  });
});

describe('words on screen', () => {
  const components = client.filter(({ file }) => file.endsWith('.svelte'));

  it('stand in messages.fa.ts and messages.en.ts, never in a component', () => {
    expect(components.length).toBeGreaterThan(100);
    const persian = components.filter(({ code }) => /\p{Script=Arabic}/u.test(code));
    expect(persian.map(({ file }) => file)).toEqual([]);
    const choosing = components.filter(({ code }) => /language\.current === '(fa|en)'\s*\?\s*['"`{]/.test(code));
    expect(choosing.map(({ file }) => file)).toEqual([]);
  });

  it('reach a component by messages(fa, en).current: none imports one language by itself', () => {
    expect(breaches(components, (from) => /[/.](fa|en)\.ts$/.test(from))).toEqual([]);
    const props = components.filter(({ code }) => /:\s*Messages\b|\bimport type \{ Messages \}/.test(code));
    expect(props.map(({ file }) => file)).toEqual([]);
  });

  it('of a language are complete: English has the type of the Persian ones', () => {
    const english = client.filter(({ file }) => file.endsWith('/messages.en.ts'));
    expect(english.length).toBeGreaterThan(12);
    expect(english.filter(({ code }) => !/export const en: Messages = \{/.test(code)).map(({ file }) => file)).toEqual(
      [],
    );
  });
});
