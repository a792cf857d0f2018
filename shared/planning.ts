// What the planning of sittings says over HTTP: plans going in, sittings coming out, and how a table was understood.
import type { SittingOnBoard } from './board.ts';
import type { Answered, Forecast } from './forecast.ts';
import type { Life } from './life.ts';

/** A sitting as somebody wants it. Times are epoch ms. Without `official.id` it is made from the name. */
export type Plan = {
  official: { id?: string | undefined; name: string; title?: string | undefined };
  /** How the agency is called; where the profile knows the name, its id is found. */
  agency?: string | undefined;
  level: 'province' | 'county';
  county?: string | undefined;
  queue?: string | undefined;
  desk?: string | undefined;
  from: number;
  to: number;
};

/** What was foreseen at half-time of those who waited then, and how many of them were answered before the end. */
export type HalfTime = Answered & { waiting: number; answered: number };

/** A sitting as it stands. `version` is its ETag. Counters as on the board, absent where they were not asked for. */
export type SittingRow = {
  id: string;
  version: number;
  official: { id: string; name: string; title?: string | undefined };
  agency?: string;
  agencyName?: string;
  level: 'province' | 'county';
  county?: string;
  queue?: string;
  desk?: string;
  from: number;
  to: number;
  state: Life;
  /** Another sitting at the same desk in the same time. */
  clash?: string;
  counts?: Omit<
    SittingOnBoard,
    'official' | 'from' | 'to' | 'level' | 'county' | 'queue' | 'desk' | 'cancelled' | 'clash'
  >;
  /** Of those waiting now, while it is live and its pace is known. */
  forecast?: Forecast;
  halfTime?: HalfTime;
};

/** Why a row of a table, or a plan, is not taken. `value`: what stands there. `with`: whom it clashes with. */
export type PlanProblem = {
  code:
    | 'bad-date'
    | 'no-date'
    | 'bad-time'
    | 'no-time'
    | 'too-short'
    | 'too-long'
    | 'no-official'
    | 'long-name'
    | 'digits'
    | 'unknown-county'
    | 'unknown-desk'
    | 'unknown-queue'
    | 'clash'
    | 'there-already';
  value?: string;
  with?: { name: string; from: number; to: number; line?: number };
};

/** One sitting of a table that was read; `line` counts from 1 and is the table's own. */
export type TableRow = { line: number } & ({ ok: true; plan: Plan } | { ok: false; problems: PlanProblem[] });
