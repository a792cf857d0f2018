// Edits of the timetable: checked against what is planned, then written as events. Of two edits of one sitting made at
// once the log keeps the first, because both would have the same id.
import type { Plan } from '../../shared/api/sittings.ts';
import type { StoredOf } from '../../shared/event.ts';
import { clashes } from '../../shared/call-window.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import { idOf } from '../sources/names.ts';
import type { History } from './history.ts';

export type Refused =
  | { ok: false; code: 'clash'; with: Sitting }
  | { ok: false; code: 'edited-meanwhile'; now: Sitting }
  | { ok: false; code: 'unknown' };
export type Saved = { ok: true; sitting: Sitting };

/** What may be changed; a field that is not there stays, null takes it away. */
export type Change = { [Key in 'official' | 'level' | 'from' | 'to']?: Plan[Key] | undefined } & {
  [Key in 'agency' | 'county' | 'queue' | 'desk']?: string | null | undefined;
} & { cancelled?: boolean | undefined };

/** `forOfficials`: an official who is in another sitting at that time is a clash, too. */
type Strict = { forOfficials?: boolean };

type Parts = {
  history: History;
  intake: Pick<Intake, 'write'>;
  now: () => number;
  /** A fresh id of a sitting. */
  newId: () => string;
  /** Id of an agency that the profile calls so. */
  agencyOf: (name: string) => string | undefined;
};

export type Planner = ReturnType<typeof createPlanner>;
type Place = Pick<StoredOf<'sitting.scheduled'>, 'official' | 'agency' | 'agencyName' | 'level' | 'county'> &
  Pick<StoredOf<'sitting.scheduled'>, 'queue' | 'desk' | 'from' | 'to'>;

export function createPlanner({ history, intake, now, newId, agencyOf }: Parts) {
  const edit = (sitting: string, version: number) => ({ id: `sitting/${sitting}/${version}`, sitting, version });

  const placeOf = (plan: Plan): Place => {
    const { official, agency, level, county, queue, desk, from, to } = plan;
    const { name, title } = official;
    const known = agency === undefined ? undefined : agencyOf(agency);
    return {
      official: { id: official.id ?? idOf(name), name, ...(title !== undefined && { title }) },
      ...(agency !== undefined &&
        (known !== undefined ? { agency: known } : { agency: idOf(agency), agencyName: agency })),
      level,
      ...(county !== undefined && { county }),
      ...(queue !== undefined && { queue }),
      ...(desk !== undefined && { desk }),
      from,
      to,
    };
  };

  type Claim = { id: string; desk?: string | undefined; from: number; to: number };
  /** Another sitting at its desk in its time; `official`: or of this official, who cannot be in two places. */
  const clashWith = (plan: Claim, among: Sitting[], official?: string): Sitting | undefined =>
    among.find(
      (other) =>
        other.standing === 'planned' &&
        (clashes(plan, other) ||
          (official === other.official.id && other.id !== plan.id && plan.from < other.to && other.from < plan.to)),
    );

  /** Appends the edit; if another person's edit of the same version came first, that one counts. */
  const write = async (event: NewEvent & { sitting: string }, by: string): Promise<Saved | Refused> => {
    const [appended] = await intake.write([event], by);
    const sitting = history.find(event.sitting);
    if (!sitting) return { ok: false, code: 'unknown' };
    return appended?.repeated ? { ok: false, code: 'edited-meanwhile', now: sitting } : { ok: true, sitting };
  };

  return {
    /** Plans sittings, each for itself: one that clashes keeps none of the others out. */
    async add(plans: readonly Plan[], by: string, { forOfficials }: Strict = {}): Promise<(Saved | Refused)[]> {
      const among = history.all();
      const answers: (Refused | { sitting: string })[] = [];
      const events: NewEvent[] = [];
      for (const plan of plans) {
        const id = newId();
        const place = placeOf(plan);
        const clash = clashWith({ ...plan, id }, among, forOfficials ? place.official.id : undefined);
        if (clash) {
          answers.push({ ok: false, code: 'clash', with: clash });
          continue;
        }
        events.push({ ...edit(id, 1), type: 'sitting.scheduled', ...place });
        among.push({ id, ...place, version: 1, editedAt: now(), standing: 'planned' });
        answers.push({ sitting: id });
      }
      await intake.write(events, by);
      return answers.map((answer) => {
        if ('code' in answer) return answer;
        const sitting = history.find(answer.sitting);
        return sitting ? { ok: true, sitting } : { ok: false, code: 'unknown' };
      });
    },

    /** `version`: the one that was edited. A change of time, desk or queue alone is a move. */
    async change(
      id: string,
      version: number,
      change: Change,
      by: string,
      { forOfficials }: Strict = {},
    ): Promise<Saved | Refused> {
      const all = history.all();
      const now = all.find((one) => one.id === id);
      if (!now || now.standing === 'mistaken') return { ok: false, code: 'unknown' };
      if (now.version !== version) return { ok: false, code: 'edited-meanwhile', now };
      if (change.cancelled === true) return write({ ...edit(id, version + 1), type: 'sitting.cancelled' }, by);
      const plan = changed(now, change);
      const clash = clashWith({ ...plan, id }, all, forOfficials ? now.official.id : undefined);
      if (clash) return { ok: false, code: 'clash', with: clash };
      if (isMove(change) && now.standing === 'planned') {
        const { from, to, queue, desk } = plan;
        const place = { ...(queue !== undefined && { queue }), ...(desk !== undefined && { desk }) };
        return write({ ...edit(id, version + 1), type: 'sitting.moved', from, to, ...place }, by);
      }
      return write({ ...edit(id, version + 1), type: 'sitting.scheduled', ...placeOf(plan) }, by);
    },

    /** Cancels a sitting; one that was entered by mistake leaves the board instead. */
    async cancel(id: string, version: number, mistaken: boolean, by: string): Promise<Saved | Refused> {
      const now = history.find(id);
      if (!now || now.standing === 'mistaken') return { ok: false, code: 'unknown' };
      if (now.version !== version) return { ok: false, code: 'edited-meanwhile', now };
      const why = mistaken ? { mistaken: true as const } : {};
      return write({ ...edit(id, version + 1), type: 'sitting.cancelled', ...why }, by);
    },
  };
}

/** The sitting as a plan again, with a change made to it. */
function changed(now: Sitting, change: Change): Plan {
  const kept = <T>(fresh: T | null | undefined, old: T | undefined): T | undefined =>
    fresh === undefined ? old : (fresh ?? undefined);
  return {
    official: change.official ?? now.official,
    agency: kept(change.agency, now.agencyName ?? now.agency),
    level: change.level ?? now.level,
    county: kept(change.county, now.county),
    queue: kept(change.queue, now.queue),
    desk: kept(change.desk, now.desk),
    from: change.from ?? now.from,
    to: change.to ?? now.to,
  };
}

const isMove = ({ official, agency, level, county, queue, desk, cancelled }: Change): boolean =>
  [official, agency, level, county, cancelled].every((one) => one === undefined) && queue !== null && desk !== null;
