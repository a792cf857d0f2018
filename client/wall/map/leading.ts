// The counties with most contacts, so that all screens name the same. Pure.
import type { CountyOnBoard } from '../../../shared/board.ts';

/** At most so many of `ids`, none without a contact; of equals the first by id. */
export const leading = (board: Record<string, CountyOnBoard>, ids: readonly string[], most: number): string[] =>
  ids
    .filter((id) => (board[id]?.month ?? 0) > 0)
    .sort((a, b) => (board[b]?.month ?? 0) - (board[a]?.month ?? 0) || (a < b ? -1 : 1))
    .slice(0, most);
