// The public page of the timetable: one HTML document without scripts, so that any browser and any cache can have it.
import { persianDigits } from '../../shared/digits.ts';
import { officeOf } from '../../shared/office-of.ts';
import type { PublicSitting } from '../../shared/api/timetable.ts';
import type { Name } from '../../shared/wire.ts';
import type { Language } from '../../shared/settings.ts';
import { datesIn, type Dates } from './dates.ts';
import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { pageTexts } from './page-text.ts';

export type PageFacts = {
  sittings: readonly PublicSitting[];
  province: Name;
  office?: Name | undefined;
  /** The number that citizens dial. */
  line: string;
  timezone: string;
  /** Where the emblem is, if there is one. */
  emblem?: string | undefined;
  /** When the timetable was changed last, epoch ms. */
  changedAt?: number | undefined;
  /** Jalali day of a moment, and of now. */
  dayOf: (ms: number) => string;
  today: string;
  font: string;
};

const directions = { fa: 'rtl', en: 'ltr' } as const;
const others = { fa: 'en', en: 'fa' } as const;

export function timetablePage(facts: PageFacts, lang: Language): string {
  const t = pageTexts[lang];
  const dates = datesIn(lang, facts.timezone);
  const line = lang === 'fa' ? persianDigits(facts.line) : facts.line;
  const days = [...new Set(facts.sittings.map(({ from }) => facts.dayOf(from)))];
  const ofDay = (day: string): Html => {
    const sittings = facts.sittings.filter(({ from }) => facts.dayOf(from) === day);
    const isToday = day === facts.today ? html` (${t.today})` : undefined;
    return html`<h2>${dates.day(sittings[0]?.from ?? 0)}${isToday}</h2>
      <ul>
        ${sittings.map((sitting) => row(sitting, lang, dates))}
      </ul> `;
  };
  const place = facts.office?.[lang] ?? t.province(facts.province[lang]);
  const changed =
    facts.changedAt === undefined
      ? undefined
      : html`<span>${t.changedAt(dates.day(facts.changedAt), dates.clock(facts.changedAt))}</span>`;
  const emblem = facts.emblem === undefined ? undefined : html`<img src="${facts.emblem}" alt="" />`;
  return documentOf(
    lang,
    t.title(line),
    facts.font,
    html`<header>
        ${emblem}
        <div>
          <p>${place}</p>
          <h1>${t.title(line)}</h1>
        </div>
      </header>
      <p class="how">${t.how(line)}</p>
      ${days.length === 0 ? html`<h2>${t.none}</h2>` : days.map(ofDay)}
      <footer>
        <span>${t.zone}</span>${changed}<a href="/timetable?lang=${others[lang]}" lang="${others[lang]}">${t.other}</a>
      </footer>`,
  );
}

function row(sitting: PublicSitting, lang: Language, dates: Dates): Html {
  const { from, to, official, title, agency, state } = sitting;
  const office = officeOf(title?.[lang], agency?.[lang]).join(pageTexts[lang].comma);
  const mark = markOf(sitting, lang, dates);
  return html`<li${state === 'planned' ? undefined : new Html(' class="off"')}>
<time datetime="${new Date(from).toISOString()}">${pageTexts[lang].span(dates.clock(from), dates.clock(to))}</time>
<div><b dir="auto">${official[lang]}</b>${office === '' ? undefined : html`<small dir="auto">${office}</small>`}${mark && html`<span class="mark">${mark}</span>`}</div>
</li>
`;
}

function markOf(
  { from, state, change, was, movedTo, instead }: PublicSitting,
  lang: Language,
  dates: Dates,
): string | undefined {
  const t = pageTexts[lang];
  const when = (span: { from: number; to: number }): string => {
    const hours = t.span(dates.clock(span.from), dates.clock(span.to));
    return dates.day(span.from) === dates.day(from) ? hours : `${dates.day(span.from)}${t.comma}${hours}`;
  };
  if (state === 'moved') return movedTo && t.movedTo(when(movedTo));
  if (state === 'cancelled') return t.cancelled;
  if (change === 'moved') return was && t.moved(when(was));
  if (change === 'changed') return instead && t.changed(instead[lang]);
  return change === 'added' ? t.added : undefined;
}

/** What stands at the address while the page is off. */
export const offPage = (lang: Language, font: string): string => {
  const t = pageTexts[lang];
  return documentOf(
    lang,
    t.off,
    font,
    html`<h1>${t.off}</h1>
      <p>${t.offWhy}</p>`,
  );
};

const documentOf = (lang: Language, title: string, font: string, body: Html): string =>
  html`<!doctype html>
    <html lang="${lang}" dir="${directions[lang]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <style>
          ${new Html(pageStyle(font))}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.text;
