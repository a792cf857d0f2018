// A surge of a topic: more calls about it from a county than its own past explains. What all sides share of it.
import { ownMember } from './own-member.ts';

/** Calls of the last minutes, and how many are usual then. */
export type SurgeFigures = { calls: number; usual: number; minutes: number };
/** `alarms`: so many a month would come of chance alone, if each count as unlikely as this one were reported. */
export type SurgeNow = SurgeFigures & { subject: string; alarms: number };

const BETWEEN = '--';
export const surgeSubject = (county: string, topic: string): string => `${county}${BETWEEN}${topic}`;
export const isSurgeIn = (county: string, rule: string, subject: string): boolean =>
  rule === 'topic-surge' && subject.startsWith(`${county}${BETWEEN}`);

/** The words of a surge's subject; undefined where the profile does not know them any more. */
export function surgeWords<County, Topic>(
  subject: string,
  { counties, topics }: { counties: Readonly<Record<string, County>>; topics: Readonly<Record<string, Topic>> },
): { county: County; topic: Topic } | undefined {
  // An id may have two strokes itself.
  for (let at = subject.indexOf(BETWEEN); at > 0; at = subject.indexOf(BETWEEN, at + 1)) {
    const [county, topic] = [subject.slice(0, at), subject.slice(at + BETWEEN.length)];
    const words = { county: ownMember(counties, county), topic: ownMember(topics, topic) };
    if (words.county !== undefined && words.topic !== undefined) return { county: words.county, topic: words.topic };
  }
  return undefined;
}

/** Those of an alert, an event or a row; undefined where it is about something else. */
export function surgeFigures({
  calls,
  usual,
  minutes,
}: { [K in keyof SurgeFigures]?: number | undefined }): SurgeFigures | undefined {
  return calls === undefined || usual === undefined || minutes === undefined ? undefined : { calls, usual, minutes };
}
