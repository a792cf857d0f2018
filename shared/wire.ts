// All that crosses the socket between server and screen. A change here needs a new PROTOCOL; a test holds that.
import type { Board } from './board.ts';
import type { OpenCasesBySubject } from './open-cases.ts';
import type { Links } from './links.ts';
import type { MergePatch } from './patch.ts';
import type { Margins } from './call-window.ts';
import type { SentReplay } from './sent-replay.ts';
import type { DisplayPage, Role } from './role.ts';
import type { Levels, Rule } from './rules.ts';
import type { ScreenSettings } from './settings.ts';

export const PROTOCOL = 5;
export const BEAT_MS = 2_000;
/** A screen without a message for this long shows that its numbers are stale; after LOST_MS, that the board is lost. */
export const STALE_MS = 5_000;
export const LOST_MS = 30_000;

/** Whether the log takes events; `since` stands while it does not ("not being recorded since …"). */
export type Recording = { since?: number; waiting?: number };

/**
 * What of the server itself is to be warned of, each since when (epoch ms): its clock jumped, its accounts cannot be saved, its
 * board is being counted again because a day was taken back.
 */
export type Warnings = { clock?: number; vault?: number; recount?: number };

export type Snapshot = {
  protocol: number;
  epoch: string;
  rev: number;
  board: Board;
  serverNow: number;
  /** Minutes east of UTC in the province's time zone, now. */
  utcOffset: number;
  links: Links;
  recording: Recording;
  /** Absent while there are none. */
  warnings?: Warnings;
  /** For people; absent on displays, and until it was counted. */
  cases?: OpenCasesBySubject;
  /** What the screen needs of the profile; it changes only with the server. */
  profile: ProfileOnWire;
  /** The identity that the server gives this screen. */
  you: Viewer;
  /** Set when a replay of a recording stands in for a telephone system. */
  demo?: true;
};
/** A paired display has its own page, and the settings that supervisors made. */
export type Viewer = {
  role: Role;
  name: string;
  /** The id of a paired display. */
  display?: string;
  page?: DisplayPage;
  settings?: ScreenSettings;
  /** Set while a supervisor has a display show a replay. */
  replay?: SentReplay;
};
export type Patch = { from: number; to: number; patch: MergePatch; serverNow: number };
export type Heartbeat = {
  epoch: string;
  rev: number;
  serverNow: number;
  utcOffset: number;
  links: Links;
  recording: Recording;
  warnings?: Warnings;
};
export type Control = 'reload' | 'revoked' | 'identify' | 'sound';

export type Name = { fa: string; en: string };
export type Office = { name: Name; signatory?: Name };
export type ProfileOnWire = {
  line: string;
  /** In whose name a month is reported. */
  office?: Office;
  timezone: string;
  /** Service-level target in seconds. */
  target: number;
  /** How long before and after its announced time a sitting still has its calls, in minutes. */
  around: Margins;
  /** Where conversations are cut, in seconds. */
  maxTalkSeconds?: number;
  /** Working days before its last day from which on a case is about to be late. */
  dueSoonDays: number;
  counties: Record<string, { name: Name; tile: [column: number, row: number] }>;
  topics: Record<string, Name>;
  kinds: Record<string, Name>;
  /** The built-in channels and the profile's own, in the order in which they are shown. */
  channels: Record<string, Name>;
  agencies: Record<string, Name>;
  /** The province's own official holidays, by Jalali day; absent while it has none. */
  holidays?: Record<string, Name>;
  /** The profile's limits; those set here stand in the board's `thresholds`. */
  thresholds: Record<Rule, Levels>;
};

export type ServerToScreen = {
  snapshot: (snapshot: Snapshot) => void;
  patch: (patch: Patch) => void;
  beat: (beat: Heartbeat) => void;
  /** Open cases, whenever one of their numbers changed. */
  cases: (cases: OpenCasesBySubject) => void;
  control: (control: Control) => void;
};
/** What a screen shows, sent with every beat that it receives, so that supervisors see how old its data is. */
export type ScreenStatus = { page: string; rev: number };
export type ScreenToServer = { resync: () => void; here: (here: ScreenStatus) => void };
