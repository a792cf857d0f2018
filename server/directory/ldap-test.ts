// Asks a directory as a sign-in would, step by step, and says what was found; also of one person, without their password.
import type { Client } from 'ldapts';
import type { DirectoryStep } from '../../shared/api/directory.ts';
import { lastingId, type Entry } from './entry-facts.ts';
import { bindService, byName, kindOf, personOf, type ServerKind } from './ldap.ts';
import { isResult, withinTime } from './ldap-connection.ts';
import { cleanName } from './login-name.ts';
import { awayBecause } from './outcome.ts';
import type { LdapSettings } from './settings.ts';

type Steps = DirectoryStep[];
type Options = { settings: LdapSettings; name: string | undefined; now: number };

export async function testLdap({ settings, name, now }: Options): Promise<Steps> {
  const steps: Steps = [];
  const isOver = { step: 'connected' as DirectoryStep['step'] };
  try {
    await withinTime((withLdap) =>
      withLdap(settings.servers, async (client, server) => {
        // Nothing is sent before it is needed, so the first answer is what proves the connection.
        const kind = await kindOf(client);
        const tls = server.tls === 'none' ? 'connected-plain' : 'connected';
        steps.push({
          step: 'connected',
          state: server.tls === 'none' ? 'open' : 'good',
          code: tls,
          detail: server.url,
        });
        isOver.step = 'bind';
        await bindService(client, settings);
        const bound = settings.bind?.name;
        steps.push({
          step: 'bind',
          state: 'good',
          code: bound === undefined ? 'bind-nobody' : 'bound',
          ...(bound !== undefined && { detail: bound }),
        });
        isOver.step = 'base';
        const bounded = bound === undefined ? kind : await kindOf(client);
        await readBase(client, settings, bounded, steps);
        isOver.step = 'groups';
        await readGroups(client, settings, steps);
        isOver.step = 'person';
        if (name !== undefined && cleanName(name) !== '')
          await readPerson(client, settings, bounded, { name: cleanName(name), now }, steps);
      }),
    );
  } catch (cause) {
    const { reason, detail } = awayBecause(cause);
    steps.push({ step: isOver.step, state: 'bad', code: reason, detail });
  }
  return steps;
}

async function readBase(client: Client, { base }: LdapSettings, kind: ServerKind, steps: Steps): Promise<void> {
  try {
    await client.search(base, { scope: 'base', attributes: ['1.1'] });
    steps.push({
      step: 'base',
      state: 'good',
      code: kind.isActiveDirectory ? 'base-active-directory' : 'base',
      detail: base,
    });
  } catch (cause) {
    if (!isResult(cause, 10, 32, 34, 50, 1)) throw cause;
    steps.push({
      step: 'base',
      state: 'bad',
      code: isResult(cause, 1, 50) ? 'not-allowed' : 'base-unknown',
      detail: base,
    });
  }
}

async function readGroups(client: Client, { roles }: LdapSettings, steps: Steps): Promise<void> {
  const missing: string[] = [];
  for (const { group } of roles) {
    try {
      const { searchEntries } = await client.search(group, { scope: 'base', attributes: ['1.1'] });
      if (searchEntries.length === 0) missing.push(group);
    } catch (cause) {
      if (!isResult(cause, 10, 32, 34, 50)) throw cause;
      missing.push(group);
    }
  }
  steps.push(
    missing.length === 0
      ? { step: 'groups', state: 'good', code: 'groups', detail: String(roles.length) }
      : { step: 'groups', state: 'bad', code: 'groups-missing', detail: missing.join('; ') },
  );
}

async function readPerson(
  client: Client,
  settings: LdapSettings,
  kind: ServerKind,
  { name, now }: { name: string; now: number },
  steps: Steps,
): Promise<void> {
  const entry: Entry | undefined = await byName(client, settings, kind, name);
  if (entry === undefined)
    return void steps.push({ step: 'person', state: 'bad', code: 'person-unknown', detail: name });
  if (lastingId(entry) === undefined)
    return void steps.push({ step: 'person', state: 'bad', code: 'no-lasting-id', detail: entry.dn });
  const person = await personOf(client, { settings, kind, entry, now });
  steps.push({
    step: 'person',
    state: person.closed === undefined ? 'good' : 'bad',
    code: person.closed ?? 'person',
    detail: person.dn,
  });
  steps.push(
    person.role === undefined
      ? { step: 'role', state: 'bad', code: 'no-role' }
      : { step: 'role', state: 'good', code: 'role', role: person.role },
  );
}
