// The sittings of each calendar, and its file, which is kept until something changes: some readers ask every minute, and never with
// the tag of what they have.
import type { FeedScope } from '../../shared/feeds.ts';
import type { Profile } from '../../shared/profile.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import type { Language } from '../../shared/settings.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { History } from '../sittings/history.ts';
import { announced, firstPlanned } from './announced.ts';
import { datesIn } from './dates.ts';
import { feedFile, type FeedEvent } from './feed.ts';
import { feedTexts } from './feed-text.ts';
import { createTextCache } from './text-cache.ts';
import type { Publications } from './publications.ts';
import type { NamesOfSitting } from './public-sittings.ts';

type Parts = {
  profile: Pick<Profile, 'id' | 'name' | 'timezone' | 'counties'>;
  history: Pick<History, 'all' | 'edition'>;
  ledger: Pick<Ledger, 'bySubject'>;
  publications: Pick<Publications, 'all' | 'edition'>;
  namesOf: NamesOfSitting;
  /** What a desk is called, if it is known. */
  deskName: (id: string, lang: Language) => string | undefined;
  dayOf: (ms: number) => string;
  startOf: (day: string) => number;
  now: () => number;
};
export type FeedTarget = { scope: FeedScope; of?: string | undefined };
export type FeedFiles = { fileOf: (target: FeedTarget, lang: Language) => string };

/** Past sittings stay this long, cancelled ones too: a reader that takes an empty file for a broken one keeps what it has. */
const PAST = 56 * DAY;
/** Names change without an edit of a sitting. */
const FRESH_MS = MINUTE;

export function createFeedFiles(parts: Parts): FeedFiles {
  const { profile, history, ledger, publications, namesOf, deskName, dayOf, startOf, now } = parts;

  function eventOf(sitting: Sitting, { scope, of }: FeedTarget, lang: Language): FeedEvent | undefined {
    const events = ledger.bySubject(`sitting/${sitting.id}`).map(({ event }) => event);
    const known = announced(sitting.id, events, publications.all(), dayOf);
    const was = known?.was ?? firstPlanned(sitting.id, events);
    const isIn = (one: Sitting): boolean =>
      scope === 'province' || of === (scope === 'county' ? one.county : one.official.id);
    // Somebody who was relieved of a sitting reads that it is off.
    const shown = isIn(sitting) ? sitting : was && isIn(was) ? { ...was, version: sitting.version } : undefined;
    if (!shown) return undefined;
    // A mistake that was never announced is in no calendar.
    if (sitting.standing === 'mistaken' && known?.was === undefined) return undefined;
    const isOff = sitting.standing !== 'planned' || shown !== sitting;
    const isMoved = was && !isOff && (was.from !== sitting.from || was.to !== sitting.to);
    const { official, title, agency } = namesOf(shown);
    const place = shown.desk === undefined ? undefined : deskName(shown.desk, lang);
    return {
      sitting: { ...shown, editedAt: sitting.editedAt },
      isOff,
      official: official[lang],
      title: title?.[lang],
      agency: agency?.[lang],
      place,
      ...(isMoved && { was }),
    };
  }

  /** Never empty while anything was ever planned. */
  function eventsOf(target: FeedTarget, since: number, lang: Language): FeedEvent[] {
    const all = history.all().toSorted((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
    const asEvents = (sittings: readonly Sitting[]): FeedEvent[] =>
      sittings.map((one) => eventOf(one, target, lang)).filter((one) => one !== undefined);
    const recent = asEvents(all.filter(({ to }) => to > since));
    if (recent.length > 0) return recent;
    for (const earlier of all.toReversed()) {
      const [last] = asEvents([earlier]);
      if (last) return [last];
    }
    return [];
  }

  function titleOf({ scope, of = '' }: FeedTarget, events: readonly FeedEvent[], lang: Language): string {
    const text = feedTexts[lang];
    if (scope === 'county') return text.of(profile.counties[of]?.name[lang] ?? of);
    if (scope === 'official') return text.of(events.at(-1)?.official ?? of);
    return text.ofProvince(profile.name[lang]);
  }

  const files = createTextCache({ freshMs: FRESH_MS, now });
  return {
    fileOf(target, lang) {
      const { scope, of = '' } = target;
      const today = dayOf(now());
      const edition = `${today} ${history.edition()} ${publications.edition()}`;
      return files(`${scope}/${of}/${lang}`, edition, () => {
        const events = eventsOf(target, startOf(today) - PAST, lang);
        return feedFile({
          name: titleOf(target, events, lang),
          domain: `${profile.id}.wallboard-111`,
          events,
          text: feedTexts[lang],
          dates: datesIn(lang, profile.timezone),
        });
      });
    },
  };
}
