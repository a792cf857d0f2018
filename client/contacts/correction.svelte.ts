// A contact while it is corrected. The row may be reloaded at any moment: fields not touched here follow it, so that
// what a colleague has just written is never sent back as it was before.
import type { ContactRow } from '../../shared/api/contacts.ts';
import { rebaseDraft, correctionOf, draftOf, type Draft } from './draft.ts';

export class Correction {
  draft: Draft;
  #row: ContactRow;

  constructor(row: ContactRow) {
    this.#row = $state.raw(row);
    this.draft = $state.raw(draftOf(row));
  }

  /** What is to be sent. */
  get changes(): Record<string, string> {
    return correctionOf(this.draft, this.#row);
  }

  /** The row as it is now; `sent`: the draft that it was corrected by, of which nothing is left to do. */
  follow(row: ContactRow, sent: Draft = draftOf(this.#row)): void {
    this.draft = rebaseDraft(this.draft, sent, draftOf(row));
    this.#row = row;
  }
}
