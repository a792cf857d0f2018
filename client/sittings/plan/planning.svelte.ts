// The timetable of one week under somebody's hands: what is planned, what was just done, and the way back.
import type { Plan, SittingChange, SittingConflict, SittingRow } from '../../../shared/api/sittings.ts';
import type { Answer } from '../../state/api.ts';
import type { Failed } from '../../text/failed.ts';
import { askSignedIn } from '../../state/signed-in.ts';

export type Done = {
  what: 'added' | 'changed' | 'cancelled' | 'reinstated' | 'addedMany' | 'undone';
  name: string;
  count: number;
};
type Undo = () => Promise<Failed | undefined>;

export class Planning {
  sittings = $state.raw<SittingRow[] | undefined>();
  failed = $state.raw<Failed | undefined>();
  done = $state.raw<Done | undefined>();
  /** How many steps can be taken back. */
  depth = $state(0);
  #back: Undo[] = [];
  #days: { from: string; to: string } | undefined;

  /** `from`, `to`: Jalali days. */
  async load(from: string, to: string): Promise<void> {
    this.#days = { from, to };
    const answer = await askSignedIn('GET /api/sittings', { query: { from, to } });
    if (this.#days.from !== from) return;
    this.failed = answer.ok ? undefined : answer;
    if (answer.ok) this.sittings = answer.value.sittings;
  }

  async add(plan: Plan): Promise<Failed<SittingConflict> | undefined> {
    const answer = await askSignedIn('POST /api/sittings', { body: plan });
    if (!answer.ok) return answer;
    if ('id' in answer.value) await this.#did('added', answer.value.official.name, 1, this.#takeOff([answer.value]));
    return undefined;
  }

  /** Adds many at once; answers how many clashed. */
  async addMany(plans: readonly Plan[]): Promise<Failed | { refused: number }> {
    const answer = await askSignedIn('POST /api/sittings', { body: plans });
    if (!answer.ok) return answer;
    const all = 'saved' in answer.value ? answer.value.saved : [answer.value];
    const saved = all.filter((one) => 'id' in one);
    if (saved.length > 0) await this.#did('addedMany', '', saved.length, this.#takeOff(saved));
    return { refused: all.length - saved.length };
  }

  async change(old: SittingRow, change: SittingChange): Promise<Failed<SittingConflict> | undefined> {
    const answer = await this.#patch(old.id, old.version, change);
    if (!answer.ok) return answer;
    const { version, official } = answer.value;
    const what = change.cancelled === false ? 'reinstated' : 'changed';
    const back: Undo = async () =>
      this.#failedOf(await this.#patch(old.id, version, old.state === 'cancelled' ? { cancelled: true } : whole(old)));
    await this.#did(what, official.name, 1, back);
    return undefined;
  }

  async cancel(old: SittingRow): Promise<Failed | undefined> {
    const answer = await askSignedIn('DELETE /api/sittings/:id', {
      params: { id: old.id },
      ifMatch: `"${old.version}"`,
    });
    if (!answer.ok) return answer;
    const { version, official } = answer.value;
    const back: Undo = async () => this.#failedOf(await this.#patch(old.id, version, { cancelled: false }));
    await this.#did('cancelled', official.name, 1, back);
    return undefined;
  }

  async undo(): Promise<Failed | undefined> {
    const back = this.#back.pop();
    this.depth = this.#back.length;
    const failed = await back?.();
    if (!failed) this.done = { what: 'undone', name: '', count: 1 };
    await this.#reload();
    return failed;
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
      return undefined;
    };

  #patch = (id: string, version: number, change: SittingChange): Promise<Answer<SittingRow, SittingConflict>> =>
    askSignedIn('PATCH /api/sittings/:id', { params: { id }, body: change, ifMatch: `"${version}"` });

  #failedOf = (answer: Answer<SittingRow>): Failed | undefined => (answer.ok ? undefined : answer);

  async #did(what: Done['what'], name: string, count: number, back: Undo): Promise<void> {
    this.#back.push(back);
    this.depth = this.#back.length;
    this.done = { what, name, count };
    await this.#reload();
  }

  #reload = async (): Promise<void> => {
    if (this.#days) await this.load(this.#days.from, this.#days.to);
  };
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
