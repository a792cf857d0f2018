// The timetable of one week under somebody's hands: what is planned, what was just done, and the way back.
import type { Plan, SittingChange, SittingConflict, SittingRow } from '../../../shared/api/sittings.ts';
import type { Answer } from '../../state/api.ts';
import type { Failed } from '../../text/failed.ts';
import { Query } from '../../state/query.svelte.ts';
import { askSignedIn } from '../../state/signed-in.ts';

export type Done = {
  what: 'added' | 'changed' | 'cancelled' | 'reinstated' | 'addedMany' | 'undone';
  name: string;
  count: number;
};
/** A step that worked, or why it did not. */
export type Step<More = unknown> = { ok: true } | Failed<More>;
type Undo = () => Promise<Step>;
const done = { ok: true } as const;

export class Planning {
  done = $state.raw<Done | undefined>();
  /** How many steps can be taken back. */
  depth = $state(0);
  #back: Undo[] = [];
  /** `from`, `to`: Jalali days. */
  #week = new Query((query: { from: string; to: string }) => askSignedIn('GET /api/sittings', { query }));

  load = this.#week.load;

  get sittings(): SittingRow[] | undefined {
    return this.#week.current?.sittings;
  }
  get failed(): Failed | undefined {
    return this.#week.failed;
  }

  async add(plan: Plan): Promise<Step<SittingConflict>> {
    const answer = await askSignedIn('POST /api/sittings', { body: plan });
    if (!answer.ok) return answer;
    if ('id' in answer.value) await this.#did('added', answer.value.official.name, 1, this.#takeOff([answer.value]));
    return done;
  }

  /** Adds many at once; answers how many clashed. */
  async addMany(plans: readonly Plan[]): Promise<Failed | { ok: true; refused: number }> {
    const answer = await askSignedIn('POST /api/sittings', { body: plans });
    if (!answer.ok) return answer;
    const all = 'saved' in answer.value ? answer.value.saved : [answer.value];
    const saved = all.filter((one) => 'id' in one);
    if (saved.length > 0) await this.#did('addedMany', '', saved.length, this.#takeOff(saved));
    return { ok: true, refused: all.length - saved.length };
  }

  async change(old: SittingRow, change: SittingChange): Promise<Step<SittingConflict>> {
    const answer = await this.#patch(old.id, old.version, change);
    if (!answer.ok) return answer;
    const { version, official } = answer.value;
    const what = change.cancelled === false ? 'reinstated' : 'changed';
    const back: Undo = () => this.#patch(old.id, version, old.state === 'cancelled' ? { cancelled: true } : whole(old));
    await this.#did(what, official.name, 1, back);
    return done;
  }

  async cancel(old: SittingRow): Promise<Step> {
    const answer = await askSignedIn('DELETE /api/sittings/:id', {
      params: { id: old.id },
      ifMatch: `"${old.version}"`,
    });
    if (!answer.ok) return answer;
    const { version, official } = answer.value;
    const back: Undo = () => this.#patch(old.id, version, { cancelled: false });
    await this.#did('cancelled', official.name, 1, back);
    return done;
  }

  async undo(): Promise<Step> {
    const back = this.#back.pop();
    this.depth = this.#back.length;
    const undone = (await back?.()) ?? done;
    if (undone.ok) this.done = { what: 'undone', name: '', count: 1 };
    await this.#week.reload();
    return undone;
  }

  #takeOff =
    (rows: readonly SittingRow[]): Undo =>
    async () => {
      for (const { id, version } of rows) {
        const query = { mistaken: 'true' } as const;
        const answer = await askSignedIn('DELETE /api/sittings/:id', {
          params: { id },
          query,
          ifMatch: `"${version}"`,
        });
        if (!answer.ok) return answer;
      }
      return done;
    };

  #patch = (id: string, version: number, change: SittingChange): Promise<Answer<SittingRow, SittingConflict>> =>
    askSignedIn('PATCH /api/sittings/:id', { params: { id }, body: change, ifMatch: `"${version}"` });

  async #did(what: Done['what'], name: string, count: number, back: Undo): Promise<void> {
    this.#back.push(back);
    this.depth = this.#back.length;
    this.done = { what, name, count };
    await this.#week.reload();
  }
}

/** Every field of a sitting as a change, so that it becomes exactly this again. */
const whole = (row: SittingRow): SittingChange => ({
  official: row.official,
  level: row.level,
  from: row.from,
  to: row.to,
  agency: row.agencyName ?? row.agency ?? null,
  county: row.county ?? null,
  queue: row.queue ?? null,
  desk: row.desk ?? null,
});
