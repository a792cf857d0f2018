// Calendars that others subscribe to, as administrators see them, and the emblem of the office.
import type { Sitting } from '../board/sitting.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { Encoded } from './answers.ts';
import { invalidField, jsonUpTo } from './body.ts';
import { ifChanged } from './if-changed.ts';
import { limitPublic } from './limits.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'createFeed' | 'revokeFeed' | 'listFeeds' | 'emblem' | 'setEmblem' | 'removeEmblem'>>;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  allSittings: () => readonly Sitting[];
  isOpen: () => boolean;
  now: () => number;
};

/** Valid at a time. */
const MOST_FEEDS = 200;
const MOST_BODY = 160 * 1024;
const MOST_PICTURE = 96 * 1024;

export function feedRoutes({ vault, counties, allSittings, isOpen, now }: Options): readonly Route[] {
  const valid = async () => (await vault.listFeeds()).filter(({ revokedAt }) => revokedAt === undefined);

  return [
    serve('GET /api/feeds', async () => {
      const emblem = (await vault.emblem())?.version;
      return { open: isOpen(), ...(emblem !== undefined && { emblem }), feeds: await valid() };
    }),

    serve('POST /api/feeds', async ({ body: { name, scope, of }, who }) => {
      if (scope === 'province' && of !== undefined) throw invalidField('of', 'expected none for the whole province');
      if (scope === 'county' && (of === undefined || !counties.includes(of)))
        throw invalidField('of', `expected one of ${counties.join(', ')}`);
      if (scope === 'official' && !allSittings().some(({ official }) => official.id === of))
        throw invalidField('of', 'expected the id of an official who has or had a sitting');
      if ((await valid()).length >= MOST_FEEDS)
        throw invalidField('name', `expected at most ${MOST_FEEDS} calendars; revoke one first`);
      const made = { name, scope, ...(of !== undefined && { of }), by: who.name, now: now() };
      const { id, plain } = await vault.createFeed(made);
      return { id, path: `/calendar/${plain}.ics` };
    }),

    serve('DELETE /api/feeds/:id', async ({ params: { id }, who }) => {
      if (!(await vault.revokeFeed({ id, by: who.name, now: now() })))
        throw new Problem('not-found', 'there is no valid calendar with this id');
      return undefined;
    }),

    serve(
      'GET /api/emblem',
      async ({ request, response }) => {
        const picture = await vault.emblem();
        if (!picture) throw new Problem('not-found', 'no emblem was set');
        response.setHeader('Cache-Control', 'public, max-age=300');
        return ifChanged(request, response, new Encoded(picture.type, picture.bytes));
      },
      { before: [limitPublic()] },
    ),

    serve(
      'PUT /api/emblem',
      async ({ body: { picture }, who }) => {
        const bytes = Buffer.from(picture, 'base64');
        const type = typeOf(bytes);
        if (type === undefined) throw invalidField('picture', 'expected a PNG or JPEG');
        if (bytes.length > MOST_PICTURE) throw invalidField('picture', `expected at most ${MOST_PICTURE / 1024} KiB`);
        await vault.setEmblem({ type, bytes, by: who.name, now: now() });
        return { version: (await vault.emblem())?.version ?? '' };
      },
      { parse: jsonUpTo(MOST_BODY) },
    ),

    serve('DELETE /api/emblem', async ({ who }) => {
      if (!(await vault.removeEmblem({ by: who.name, now: now() })))
        throw new Problem('not-found', 'no emblem was set');
      return undefined;
    }),
  ];
}

/** By the first bytes of the file, whatever it is called. An SVG may carry scripts, so it is not accepted. */
function typeOf(bytes: Buffer): 'image/png' | 'image/jpeg' | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'image/png';
  return bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex')) ? 'image/jpeg' : undefined;
}
