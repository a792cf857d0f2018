// The timetable as it goes out: the page for everybody, calendars by the secret in their address, and what the office decides
// about both.
import type { Request } from 'express';
import type { PublicSitting } from '../../shared/api/timetable.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { DAY } from '../../shared/time.ts';
import type { Name } from '../../shared/wire.ts';
import type { Language } from '../../shared/settings.ts';
import type { Intake } from '../log/intake.ts';
import type { FeedFiles } from '../timetable/feeds.ts';
import { offPage, timetablePage } from '../timetable/page.ts';
import type { Publication, Publications } from '../timetable/publications.ts';
import type { PublicSittings } from '../timetable/public-sittings.ts';
import { createTextCache } from '../timetable/text-cache.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { Encoded } from './answers.ts';
import { invalidField } from './body.ts';
import { ifChanged } from './if-changed.ts';
import { limitPublic } from './limits.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'findFeed' | 'emblem'>>;
  intake: Pick<Intake, 'write'>;
  publications: Publications;
  sittings: PublicSittings;
  feeds: FeedFiles;
  calendar: Calendar;
  profile: { name: Name; line: string; timezone: string; office?: { name: Name } | undefined };
  /** Grows with every edit of a sitting. */
  edition: () => number;
  /** When any of these sittings was edited last, epoch ms. */
  editedAt: (ids: ReadonlySet<string>) => number | undefined;
  /** How many sittings are planned in [from, to), announced or not. */
  planned: (from: number, to: number) => number;
  font: string;
  newId: () => string;
  now: () => number;
};

const MOST_DAYS = 93;
/** So far ahead the page looks. */
const PAGE_DAYS = 62;
/** A minute in caches that many readers share: a cancelled sitting must not stand there for long. */
const CACHED = 'public, max-age=60';
/** Names change without an edit of a sitting. */
const FRESH_MS = 10_000;

export function timetableRoutes(options: Options): readonly Route[] {
  const { vault, intake, publications, sittings, feeds, calendar, profile, font, newId, now } = options;
  const pages = createTextCache({ freshMs: FRESH_MS, now });

  const emblemPath = async (): Promise<string | undefined> => {
    const version = (await vault.emblem())?.version;
    return version === undefined ? undefined : `/api/emblem?v=${version}`;
  };

  const page = serve(
    'GET /timetable',
    async ({ request, response }) => {
      const lang = langOf(request);
      response.setHeader('Cache-Control', CACHED);
      if (!publications.isOpen()) {
        response.status(404);
        return textOf('text/html', offPage(lang, font));
      }
      const emblem = await emblemPath();
      const today = calendar.dayOf(now());
      const edition = [today, options.edition(), publications.edition(), emblem].join(' ');
      const text = pages(lang, edition, () => {
        const from = calendar.startOf(today);
        const found = sittings.between(from, from + PAGE_DAYS * DAY);
        return timetablePage(
          {
            sittings: found,
            province: profile.name,
            office: profile.office?.name,
            line: profile.line,
            timezone: profile.timezone,
            emblem,
            changedAt: changedAt(found),
            dayOf: calendar.dayOf,
            today,
            font,
          },
          lang,
        );
      });
      return ifChanged(request, response, textOf('text/html', text));
    },
    { before: [limitPublic()] },
  );
  const changedAt = (found: readonly PublicSitting[]): number | undefined => {
    const times = [publications.all().at(-1)?.at, options.editedAt(new Set(found.map(({ id }) => id)))];
    const known = times.filter((at) => at !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  };

  const file = serve(
    'GET /calendar/:file',
    async ({ params, request, response }) => {
      const secret = /^(.{1,100})\.ics$/.exec(params.file)?.[1];
      const feed = secret === undefined ? undefined : await vault.findFeed(secret);
      if (!feed) throw new Problem('not-found', 'there is no calendar at this address');
      if (feed.revokedAt !== undefined) throw new Problem('feed-revoked', 'this calendar was closed by its office');
      response.setHeader('Cache-Control', 'private, max-age=60');
      response.setHeader('X-Robots-Tag', 'noindex');
      return ifChanged(request, response, textOf('text/calendar', feeds.fileOf(feed, langOf(request))));
    },
    { before: [limitPublic()] },
  );

  const spanOf = ({ from, to }: { from: string; to: string }): [start: number, end: number] => {
    for (const [name, day] of Object.entries({ from, to }))
      if (!calendar.has(day)) throw invalidField(name, 'expected a Jalali day such as 1405-09-02');
    const [start, last] = [calendar.startOf(from), calendar.startOf(to)];
    if (last < start || last - start > MOST_DAYS * DAY)
      throw invalidField('to', `expected a day not before "from" and at most ${MOST_DAYS} days after it`);
    return [start, calendar.startOf(calendar.dayAfter(to))];
  };

  const list = serve('GET /api/timetable', async ({ query }) => {
    const [start, end] = spanOf(query);
    const published = publishedAt(publications.all(), daysIn(query.from, query.to, calendar));
    const emblem = (await vault.emblem())?.version;
    return {
      sittings: sittings.between(start, end),
      planned: options.planned(start, end),
      open: publications.isOpen(),
      ...(published && { published }),
      ...(emblem !== undefined && { emblem }),
      ...(profile.office && { office: profile.office.name }),
    };
  });

  const publish = serve('POST /api/timetable', async ({ body, who }) => {
    spanOf(body);
    const at = now();
    await intake.write([{ type: 'timetable.published', id: `timetable/${newId()}`, ...body }], who.name);
    return { at, by: who.name };
  });

  const open = serve('PUT /api/timetable', async ({ body, who }) => {
    if (body.open !== publications.isOpen())
      await intake.write([{ type: 'timetable.set', id: `timetable/${newId()}`, open: body.open }], who.name);
    return { open: body.open };
  });

  return [page, file, list, publish, open];
}

const textOf = (type: string, text: string) => new Encoded(`${type}; charset=utf-8`, text);

const langOf = ({ query }: Request): Language => (query['lang'] === 'en' ? 'en' : 'fa');

function daysIn(from: string, to: string, calendar: Calendar): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = calendar.dayAfter(day)) days.push(day);
  return days;
}

/** The publication with which the last of these days was announced; undefined while one was not. */
function publishedAt(all: readonly Publication[], days: readonly string[]): { at: number; by?: string } | undefined {
  let last: Publication | undefined;
  for (const day of days) {
    const first = all.find(({ from, to }) => from <= day && day <= to);
    if (!first) return undefined;
    if (!last || first.at > last.at) last = first;
  }
  return last && { at: last.at, ...(last.by !== undefined && { by: last.by }) };
}
