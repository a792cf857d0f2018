// Every address that shows another page, read from the client's own table of pages: none is left out by being new.
import { pagePaths } from '../../client/pages.ts';

const optional = /^(.*?)\(\?:(.+)\)\?(.*)$/;
const oneOf = /^(.*?)\(([a-z|]+)\)(.*)$/;
/** A part that names one of many things. */
const named = ['([a-z0-9][a-z0-9_-]*)', '([^/]+)'];

/** `/callbacks(?:/(done|expired))?` has three; what names a thing becomes `:id`. */
function addressesOf(pattern: string): string[] {
  const [, before = '', inner = '', after = ''] = optional.exec(pattern) ?? [];
  if (inner !== '') return [...addressesOf(before + after), ...addressesOf(before + inner + after)];
  const [, front = '', choices = '', rest = ''] = oneOf.exec(pattern) ?? [];
  if (choices !== '') return choices.split('|').flatMap((choice) => addressesOf(front + choice + rest));
  if (!/^[a-z0-9/:-]+$/.test(pattern)) throw new Error(`no address is known for a page at ${pattern}`);
  return [pattern];
}

export const everyPage: readonly string[] = pagePaths.flatMap((path) => {
  let pattern = path.source.replace(/^\^|\$$/g, '').replaceAll('\\/', '/');
  for (const part of named) pattern = pattern.replaceAll(part, ':id');
  return addressesOf(pattern);
});

/** What people see who have not signed in. */
export const pagesOfStrangers: readonly string[] = ['/login', '/setup', '/tv'];
export const pagesOfPeople = everyPage.filter((page) => !pagesOfStrangers.includes(page));

/** What stands for `:id`, by page; and when a replay begins. */
export type Things = { sitting: string; campaign: string; month: string; day: string; since: number };

/** The address of a page with one of what it is about. */
export function addressWith(page: string, { sitting, campaign, month, day, since }: Things): string {
  if (page === '/replay') return `/replay?from=${new Date(since).toISOString()}`;
  const [, folder = ''] = /(\w+)\/:id$/.exec(page) ?? [];
  const ids: Record<string, string> = {
    sittings: sitting,
    campaigns: campaign,
    months: month,
    promises: month,
    reports: day,
  };
  if (page.endsWith(':id') && ids[folder] === undefined) throw new Error(`nothing is known to open ${page} with`);
  return page.replace(':id', ids[folder] ?? '');
}
