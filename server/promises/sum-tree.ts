// A Merkle tree whose nodes also carry sums: the root commits to how many rows stand in each column, and the way from one row up
// to it shows that the row is counted once, in its column. Each node's hash covers both children's sums, not only their total:
// otherwise sums could be moved between them. Pure.
import { marked } from '../seals/merkle.ts';
import { caseStandings, type CaseStanding } from '../../shared/promises.ts';

/** In the order of `caseStandings`. */
export type Sums = readonly number[];
export type SumNode = { hash: string; sums: Sums };
export type SumStep = SumNode & { side: 'left' | 'right' };

export const rowNode = (text: string, standing: CaseStanding): SumNode => ({
  hash: marked('row', text),
  sums: caseStandings.map((one) => (one === standing ? 1 : 0)),
});
export const noRows: SumNode = { hash: marked('sum', ''), sums: caseStandings.map(() => 0) };

const textOf = ({ hash, sums }: SumNode): string => `${hash} ${sums.join(' ')}`;
const joined = (left: SumNode, right: SumNode): SumNode => ({
  hash: marked('sum', `${textOf(left)} ${textOf(right)}`),
  sums: left.sums.map((sum, n) => sum + (right.sums[n] ?? 0)),
});

/** How many of so many rows stand in the left half: the greatest power of two that is less. */
const leftOf = (rows: number): number => 2 ** Math.floor(Math.log2(rows - 1));

export function sumRoot(rows: readonly SumNode[]): SumNode {
  const [first, second] = rows;
  if (!first) return noRows;
  if (!second) return first;
  const left = leftOf(rows.length);
  return joined(sumRoot(rows.slice(0, left)), sumRoot(rows.slice(left)));
}

export function sumPath(rows: readonly SumNode[], place: number): SumStep[] {
  if (rows.length <= 1) return [];
  const left = leftOf(rows.length);
  return place < left
    ? [...sumPath(rows.slice(0, left), place), { side: 'right', ...sumRoot(rows.slice(left)) }]
    : [...sumPath(rows.slice(left), place - left), { side: 'left', ...sumRoot(rows.slice(0, left)) }];
}

export const sumFrom = (row: SumNode, path: readonly SumStep[]): SumNode =>
  path.reduce<SumNode>((own, step) => (step.side === 'left' ? joined(step, own) : joined(own, step)), row);
