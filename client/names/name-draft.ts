// What a person writes about a queue, desk or official, and the decision that it makes. Pure.
import type {
  DeskDecision,
  DeskRow,
  NameKind,
  OfficialDecision,
  OfficialRow,
  QueueDecision,
  QueueRow,
} from '../../shared/api/names.ts';
import { nameIn } from '../../shared/naming.ts';
import type { Name } from '../../shared/wire.ts';
import type { Lang } from '../text/numerals.ts';

export type Thing =
  { kind: 'queue'; row: QueueRow } | { kind: 'desk'; row: DeskRow } | { kind: 'official'; row: OfficialRow };
export type Decision = QueueDecision | DeskDecision | OfficialDecision;
/** `here`, `ignored`: of queues; `as`: of desks; titles: of officials. */
export type Draft = {
  fa: string;
  en: string;
  titleFa: string;
  titleEn: string;
  county: string;
  here: 'yes' | 'no';
  ignored: 'yes' | 'no';
  as: string;
};

const yesNo = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no');
/** The English one is left empty where it only repeats the Persian one. */
const english = (names: Name | undefined): string => (names && names.en !== names.fa ? names.en : '');

export function draftOf({ kind, row }: Thing): Draft {
  const titles = kind === 'official' ? row.titles : undefined;
  return {
    fa: row.names?.fa ?? '',
    en: english(row.names),
    titleFa: titles?.fa ?? '',
    titleEn: english(titles),
    county: (kind === 'queue' && row.county) || '',
    here: yesNo(kind === 'queue' && row.callersFromHere),
    ignored: yesNo(kind === 'queue' && row.ignored),
    as: (kind === 'desk' && row.as) || '',
  };
}

/** A field that only repeats what the profile says is left to it. */
export function decisionOf(thing: Thing, draft: Draft): Decision {
  const { kind, row } = thing;
  const names = given(draft.fa, draft.en, row.names, row.decided?.names !== undefined);
  switch (kind) {
    case 'queue': {
      const { decided } = row;
      const isCounty = draft.county !== (row.county ?? '') || decided?.county !== undefined;
      const isHere = draft.here !== yesNo(row.callersFromHere) || decided?.callersFromHere !== undefined;
      return {
        ...names,
        ...(isCounty && { county: draft.county || 'unknown' }),
        ...(isHere && { callersFromHere: draft.here === 'yes' }),
        ...(draft.ignored === 'yes' && { ignored: true }),
      };
    }
    case 'desk':
      return { ...names, ...(draft.as !== '' && { as: draft.as }) };
    case 'official': {
      const titles = given(draft.titleFa, draft.titleEn, row.titles, row.decided?.titles !== undefined);
      return { ...names, ...(titles.names && { titles: titles.names }) };
    }
  }
}

function given(
  fa: string,
  en: string,
  usual: Name | undefined,
  isDecided: boolean,
): { names?: { fa: string; en?: string } } {
  const [persian, latin] = [fa.trim(), en.trim()];
  if (persian === '') return {};
  if (!isDecided && persian === usual?.fa && latin === english(usual)) return {};
  return { names: { fa: persian, ...(latin !== '' && { en: latin }) } };
}

export type DraftFault = 'fa' | 'titleFa' | 'here';
/** What can be said before the server is asked. */
export function draftFaults({ fa, en, titleFa, titleEn, county, here }: Draft): DraftFault[] {
  const faults: DraftFault[] = [];
  if (fa.trim() === '' && en.trim() !== '') faults.push('fa');
  if (titleFa.trim() === '' && titleEn.trim() !== '') faults.push('titleFa');
  if (here === 'yes' && county === '') faults.push('here');
  return faults;
}

/** What a thing is called now. */
export const nameOf = ({ row }: Thing, lang: Lang): string =>
  nameIn({ name: row.reported ?? row.id, ...(row.names && { names: row.names }) }, lang);

/** Whether nobody named it, and it counts. */
export const lacksName = ({ kind, row }: Thing): boolean =>
  row.names === undefined && kind !== 'official' && !isSetAside({ kind, row } as Thing);

/** A queue that is ignored, a desk that is the same as another. */
export const isSetAside = ({ kind, row }: Thing): boolean =>
  (kind === 'queue' && row.ignored) || (kind === 'desk' && row.as !== undefined);

/** Those without a name first, those that do not count last, each by name. */
export const inOrder = (things: readonly Thing[], lang: Lang, compare: (a: string, b: string) => number): Thing[] => {
  const place = (thing: Thing): number => (lacksName(thing) ? 0 : isSetAside(thing) ? 2 : 1);
  return [...things].sort((a, b) => place(a) - place(b) || compare(nameOf(a, lang), nameOf(b, lang)));
};

/** All under which a thing is found. */
export const wordsOf = ({ row }: Thing): string[] =>
  [row.id, row.reported, row.names?.fa, row.names?.en].filter((word) => word !== undefined);

export const pathOf: Record<NameKind, 'queues' | 'desks' | 'officials'> = {
  queue: 'queues',
  desk: 'desks',
  official: 'officials',
};
