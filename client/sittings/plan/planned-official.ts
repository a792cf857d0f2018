// The official of a planned sitting in the language of the screen, as the board has them, else as they were planned.
import { titleIn } from '../../../shared/naming.ts';
import type { Board } from '../../../shared/board.ts';
import type { SittingRow } from '../../../shared/api/sittings.ts';
import { language } from '../../state/language.svelte.ts';
import { nameHere } from '../../state/name-here.ts';

export function plannedOfficial(
  { official }: Pick<SittingRow, 'official'>,
  { officials }: Pick<Board, 'officials'>,
): { name: string; title: string | undefined } {
  const known = officials[official.id];
  return {
    name: nameHere(known, official.name),
    title: known ? titleIn(known, language.current) : official.title,
  };
}
