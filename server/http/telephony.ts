// Links to telephone systems: administrators set them up, try them and end them. Secrets go in and never come out again.
import type { LinkSettings, TestStep } from '../../shared/api/telephony.ts';
import { idPattern } from '../../shared/event-fields.ts';
import { hidesNumber } from '../../shared/number.ts';
import { CLOCK, OFFICE } from '../door/own-sources.ts';
import type { LinkStanding } from '../sources/links.ts';
import { idOf } from '../sources/names.ts';
import type { TelephoneLink } from '../telephony/telephone-link.ts';
import { linkOf, needsSystem, rowOf, secretFor } from '../telephony/link-settings.ts';
import type { LinkFields, StoredLink } from '../vault/links.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'storedLinks' | 'saveLink' | 'removeLink' | 'noteLinkTested'>>;
  /** Of the environment. */
  fixed: readonly TelephoneLink[];
  standing: () => Readonly<Record<string, LinkStanding>>;
  test: (link: TelephoneLink, seconds: number) => Promise<TestStep[]>;
  now: () => number;
};

const MOST_LINKS = 20;
/** Each test holds a login at a telephone system. */
const MOST_TESTS = 3;

export function telephonyRoutes({ vault, fixed, standing, test, now }: Options): readonly Route[] {
  let testing = 0;
  const isFixed = (name: string): boolean => fixed.some(({ link }) => link === name);
  const savedLink = async (name: string | undefined): Promise<TelephoneLink | undefined> => {
    if (name === undefined) return undefined;
    const stored = (await vault.storedLinks()).find((one) => one.name === name);
    return fixed.find(({ link }) => link === name) ?? (stored && linkOf(stored));
  };

  const list = serve('GET /api/telephony', async () => {
    const stands = standing();
    const stored = await vault.storedLinks();
    return {
      links: [
        ...fixed.map((link) => ({ ...rowOf(link), fixed: true, ...stands[link.link] })),
        ...stored.map((one) => ({
          ...rowOf(linkOf(one)),
          fixed: false,
          ...(isFixed(one.name) ? { shadowed: true as const } : stands[one.name]),
        })),
      ],
    };
  });

  const tryOut = serve('POST /api/telephony/test', async ({ body: { name, seconds, settings }, who }) => {
    const secret = settings.secret ?? secretFor(settings, await savedLink(name));
    if (secret === undefined) throw missingSecret('settings.secret');
    requireQueueLog(settings, 'settings.');
    const fields: LinkFields = { ...settings, secret };
    const link = name ?? idOf(`${settings.host}-${settings.port}`);
    if (testing >= MOST_TESTS)
      throw new Problem('too-busy', `at most ${MOST_TESTS} tests run at once; try again shortly`, {
        headers: { 'Retry-After': '10' },
      });
    testing++;
    try {
      await vault.noteLinkTested({ name: link, fields, by: who.name, now: now() });
      return { steps: await test(linkOf({ name: link, fields }), seconds) };
    } finally {
      testing--;
    }
  });

  const save = serve('PUT /api/telephony/:name', async ({ params: { name }, body: settings, who }) => {
    requireName(name);
    requireSystem(settings.system);
    requireQueueLog(settings, '');
    if (isFixed(name))
      throw new Problem('name-taken', 'the environment variable TELEPHONY has a link of this name; change it there');
    const stored = await vault.storedLinks();
    const before = stored.find((one) => one.name === name);
    if (!before && stored.length >= MOST_LINKS) throw invalidField('name', `expected at most ${MOST_LINKS} links`);
    const secret = settings.secret ?? secretFor(settings, before && linkOf(before));
    if (secret === undefined) throw missingSecret('secret');
    const fields: LinkFields = { ...settings, secret };
    const others = [...fixed, ...otherLinks(stored, name)];
    if (needsSystem(linkOf({ name, fields }), others))
      throw invalidField(
        'system',
        'expected the name of the system, because a link without one leads to another address: it may be the same system or another',
      );
    await vault.saveLink({ name, fields, by: who.name, now: now() });
    return undefined;
  });

  const remove = serve('DELETE /api/telephony/:name', async ({ params: { name }, who }) => {
    if (await vault.removeLink({ name, by: who.name, now: now() })) return undefined;
    throw new Problem(
      'not-found',
      isFixed(name)
        ? 'this link stands in the environment variable TELEPHONY; it is ended there'
        : 'there is no link of this name',
    );
  });

  return [list, tryOut, save, remove];
}

const otherLinks = (stored: readonly StoredLink[], name: string): TelephoneLink[] =>
  stored.filter((one) => one.name !== name).map(linkOf);

const missingSecret = (field: string): Problem =>
  invalidField(field, 'expected the secret: none is kept for this address and user');

/** Links and systems are sources of events, so their names follow the rules of those. */
const whyNoSource = (name: string): string | undefined => {
  if (!idPattern.test(name) || name === 'constructor')
    return 'expected a-z, 0-9, "_" or "-", at most 64 characters, beginning with a letter or digit';
  if (hidesNumber(name)) return 'expected no telephone number';
  return name === CLOCK || name === OFFICE ? 'expected another name than those of the server itself' : undefined;
};

function requireName(name: string): void {
  const why = whyNoSource(name);
  if (why !== undefined) throw invalidField('name', why);
}

function requireSystem(system: string | undefined): void {
  const why = system === undefined ? undefined : whyNoSource(system);
  if (why !== undefined) throw invalidField('system', why);
}

function requireQueueLog(settings: LinkSettings, at: string): void {
  if (settings.protocol === 'ami' && settings.queueLogOld !== undefined && settings.queueLog === undefined)
    throw invalidField(`${at}queueLogOld`, 'expected queueLog beside it');
}
