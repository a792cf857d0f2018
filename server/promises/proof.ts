// The proof that a case is in the recorded figure of its month: a file that anybody can check without this server.
import { canonical } from '../../shared/patch.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from '../reading/pace.ts';
import { normalizeCode } from '../contacts/ref.ts';
import { pagesOf } from '../ledger/pages.ts';
import { createTree, type Step } from '../seals/merkle.ts';
import { readRehashed } from '../seals/rehashed.ts';
import { REHASHED } from '../ledger/subject.ts';
import { leafOf, type Seal } from '../seals/seal.ts';
import { sealsIn } from '../seals/sealer.ts';
import type { CasesThen, Moment } from './cases-then.ts';
import { countedMonths } from './counting.ts';
import { sumPath, type SumStep } from './sum-tree.ts';

const PAGE = 500;

/** `row` and `figure`: canonical JSON, as it was hashed. `seals`: the one that the figure is under, and all later ones. */
export type Proof = {
  proof: 1;
  row: string;
  inFigure: SumStep[];
  figure: string;
  inDay: Step[];
  seals: Seal[];
};
export type NoProof = 'not-counted' | 'not-sealed' | 'no-case' | 'recounted';
type Parts = {
  ledger: Pick<Ledger, 'bySubject' | 'after'>;
  casesThen: (moment: Moment) => Promise<CasesThen>;
  pace: Pace;
};

/** A code that several cases have proves the first of them that stands in the figure. */
export function createProofs({ ledger, casesThen, pace }: Parts) {
  const wayInDay = async (position: number, seal: Seal): Promise<Step[]> => {
    const rehashed = readRehashed(ledger.bySubject(REHASHED));
    let place = 0;
    const leaves: string[] = [];
    await pace.turn();
    for (const page of pagesOf((after) => ledger.after(after, PAGE), PAGE, seal.from - 1)) {
      for (const entry of page) {
        if (entry.position > seal.to) break;
        if (entry.position === position) place = leaves.length;
        const leaf = leafOf(entry.event);
        leaves.push(rehashed.before(entry.position, leaf)?.leaf ?? leaf);
        if (pace.isUsedUp()) await pace.turn();
      }
      if ((page.at(-1)?.position ?? Infinity) >= seal.to) break;
    }
    const tree = createTree(place);
    for (const leaf of leaves) {
      tree.add(leaf);
      if (pace.isUsedUp()) await pace.turn();
    }
    return tree.path();
  };

  return async (month: string, code: string): Promise<Proof | NoProof> => {
    const found = countedMonths(ledger).find(({ figure }) => figure.month === month);
    if (!found) return 'not-counted';
    const { position, figure } = found;
    const seals = sealsIn(ledger).filter(({ to }) => to >= position);
    const [first] = seals;
    const then = await casesThen(figure);
    if (then.root.hash !== figure.root) return 'recounted';
    const wanted = normalizeCode(code);
    const place = then.leaves.findIndex(({ row }) => row.code !== '' && normalizeCode(row.code) === wanted);
    const leaf = then.leaves[place];
    if (!leaf) return 'no-case';
    if (!first) return 'not-sealed';
    const inFigure = sumPath(
      then.leaves.map(({ node }) => node),
      place,
    );
    const inDay = await wayInDay(position, first);
    return { proof: 1, row: leaf.text, inFigure, figure: canonical(figure), inDay, seals };
  };
}
