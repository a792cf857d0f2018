// Paired displays as supervisors see them: confirm the code on a TV, say what it shows, see whether it is on, take it away.
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { readPairingCode } from '../access/pairing-code.ts';
import { ownCounts, type Counts } from '../access/sliding-count.ts';
import type { Far, Vault } from '../vault/vault.ts';
import { displayPages } from '../../shared/role.ts';
import { languages, prints, rotation, themes } from '../../shared/settings.ts';
import type { Present } from '../push/presence.ts';
import { badField, readBody, smallJson } from './body.ts';
import { text } from './fields.ts';
import { tooMany } from './limits.ts';
import { Problem } from './problem.ts';
import { whoOf, type Route } from './route.ts';

const MOST_COUNTIES = 50;
/** Wrong codes of one person in ten minutes: people mistype, and nobody needs more to find their own TV. */
const MOST_WRONG = 10;
const STRETCH_MS = 10 * 60_000;

const name = text.refine((one) => !/\p{Cc}/u.test(one), 'expected one line');
const page = z.enum(displayPages);
const ids = z.array(z.string().max(100)).min(1).max(MOST_COUNTIES);
const settings = z.strictObject({
  lang: z.enum(languages).optional(),
  theme: z.enum(themes).optional(),
  size: z.enum(prints).optional(),
  sound: z.boolean().optional(),
  rotateSeconds: z.int().min(rotation.least).max(rotation.most).optional(),
});
const newBody = z.strictObject({
  code: z.string().max(50),
  name,
  page,
  counties: ids.optional(),
  settings: settings.optional(),
});
/** Settings that are sent replace all of those before. */
const changeBody = z.strictObject({
  name: name.optional(),
  page: page.optional(),
  counties: ids.nullable().optional(),
  settings: settings.optional(),
});

type Options = {
  vault: Far<
    Pick<Vault, 'findOffer' | 'pairDisplay' | 'listDisplays' | 'changeDisplay' | 'revokeDisplay' | 'tellDisplay'>
  >;
  /** Which displays are connected, by id. */
  presence: () => ReadonlyMap<string, Present>;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  now: () => number;
  counts?: Counts | undefined;
};

export function displayRoutes({ vault, presence, counties, now, counts = ownCounts }: Options): readonly Route[] {
  const wrong = counts('wrong-code', MOST_WRONG, STRETCH_MS);

  /** Runs with a code that somebody typed; when nobody offers it, that counts as wrong. */
  const withCode = async <T>(
    typed: string,
    response: Response,
    run: (code: string) => T | Promise<T>,
  ): Promise<NonNullable<Awaited<T>>> => {
    const { account, token, name } = whoOf(response);
    const key = account ?? token ?? name;
    const at = now();
    const tooOften = await wrong.take(key, at);
    if (tooOften) throw tooMany(tooOften.retryAfterMs);
    const code = readPairingCode(typed);
    const found = code === undefined ? undefined : await run(code);
    if (found === undefined || found === null)
      throw new Problem('offer-unknown', 'no TV shows this code now: look at the TV again');
    await wrong.giveBack(key, at);
    return found;
  };

  const known = (wanted: readonly string[]): string[] => {
    const unknown = wanted.some((id) => !counties.includes(id));
    if (unknown) throw badField('counties', `expected some of ${counties.join(', ')}`);
    return [...new Set(wanted)].sort();
  };

  const findOffer: RequestHandler = async (request, response) => {
    const typed = String(request.params['code']);
    response.json(await withCode(typed, response, (code) => vault.findOffer(code, now())));
  };

  const pair: RequestHandler = async (request, response) => {
    const { code: typed, counties: wanted, ...shows } = readBody(newBody, request.body);
    const part = wanted && { counties: known(wanted) };
    const by = whoOf(response).name;
    const paired = await withCode(typed, response, (code) =>
      vault.pairDisplay({ ...shows, ...part, code, by, now: now() }),
    );
    response.status(201).json(paired);
  };

  const list: RequestHandler = async (_request, response) => {
    const present = presence();
    const displays = (await vault.listDisplays()).map(({ seenAt, ...display }) => {
      const here = present.get(display.id);
      if (!here) return { ...display, seenAt, online: false };
      const { since, asOf, page: showing } = here;
      const dataAgeMs = asOf === undefined ? undefined : Math.max(0, now() - asOf);
      return { ...display, seenAt: now(), online: true, onlineSince: since, dataAgeMs, showing };
    });
    response.json({ displays });
  };

  const change: RequestHandler = async (request, response) => {
    const { counties: wanted, ...shows } = readBody(changeBody, request.body);
    if (wanted === undefined && Object.values(shows).every((value) => value === undefined))
      throw badField('name', 'expected it, or page, counties or settings');
    const part = wanted && known(wanted);
    const who = { by: whoOf(response).name, now: now() };
    const changed = await vault.changeDisplay({ id: idOf(request), ...shows, counties: part, ...who });
    if (!changed) throw unknownDisplay();
    response.json(changed);
  };

  const revoke: RequestHandler = async (request, response) => {
    if (!(await vault.revokeDisplay({ id: idOf(request), by: whoOf(response).name, now: now() })))
      throw unknownDisplay();
    response.status(204).end();
  };

  const tell =
    (what: 'reloaded' | 'identified'): RequestHandler =>
    async (request, response) => {
      const told = await vault.tellDisplay({ id: idOf(request), what, by: whoOf(response).name, now: now() });
      if (!told) throw unknownDisplay();
      response.status(204).end();
    };

  return [
    { key: 'GET /api/displays/offers/:code', steps: [findOffer] },
    { key: 'POST /api/displays', steps: [smallJson, pair], body: newBody },
    { key: 'GET /api/displays', steps: [list] },
    { key: 'PATCH /api/displays/:id', steps: [smallJson, change], body: changeBody },
    { key: 'DELETE /api/displays/:id', steps: [revoke] },
    { key: 'POST /api/displays/:id/reload', steps: [tell('reloaded')] },
    { key: 'POST /api/displays/:id/identify', steps: [tell('identified')] },
  ];
}

const idOf = (request: Request): string => String(request.params['id']);

const unknownDisplay = (): Problem => new Problem('not-found', 'there is no display with this id');
