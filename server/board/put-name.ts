// Writes a name to the document: one text, and beside it both languages where they differ.
import type { Called } from '../../shared/naming.ts';
import type { Name } from '../../shared/wire.ts';
import type { DocumentNode } from './document.ts';

/** What some systems call their agents and queues; no wall shows one. */
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export type Names = { given: Name | undefined; reported: string | undefined; id: string };

/** `given`: by the profile or by a person; `reported`: by a telephone system or program; else the id stands for it. */
export const calledAs = ({ given, reported, id }: Names): Called => ({
  name: given?.fa ?? reported ?? (uuidPattern.test(id) ? `${id.slice(0, 4)}…` : id),
  ...(given && given.fa !== given.en && { names: { fa: given.fa, en: given.en } }),
});

export function putName(node: DocumentNode<Called>, called: Names): void {
  const { name, names } = calledAs(called);
  node.set('name', name);
  if (!names) return node.remove('names');
  const both = node.getOrCreate<Name>('names', () => names);
  both.set('fa', names.fa);
  both.set('en', names.en);
}

/** An official's title, who may have none. */
export function putTitle(
  node: DocumentNode<{ title?: string; titles?: Name }>,
  given: Name | undefined,
  reported: string | undefined,
): void {
  node.put('title', given?.fa ?? reported);
  if (!given || given.fa === given.en) return node.remove('titles');
  const both = node.getOrCreate<Name>('titles', () => ({ fa: given.fa, en: given.en }));
  both.set('fa', given.fa);
  both.set('en', given.en);
}

type Official = { name: string; title?: string; names?: Name; titles?: Name };

/** An official of the timetable under the name that people gave. */
export function calledOfficial(
  { id, name, title }: { id: string; name: string; title?: string | undefined },
  given: { names?: Name | undefined; titles?: Name | undefined },
): Official {
  const titles = given.titles && calledAs({ given: given.titles, reported: undefined, id });
  const own = titles?.name ?? title;
  return {
    ...calledAs({ given: given.names, reported: name, id }),
    ...(own !== undefined && { title: own }),
    ...(titles?.names && { titles: titles.names }),
  };
}
