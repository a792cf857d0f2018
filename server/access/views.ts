// The table of views: what a role may see of the document. Everybody else sees all of it.
import type { Board } from '../../shared/board.ts';
import type { Role } from '../../shared/role.ts';
import { restrictToCounties } from './county.ts';

/** `full`: everything. `display`: a screen on a wall, of the whole province or of some counties, each once and sorted. */
export type View = { kind: 'full' } | { kind: 'display'; topics: boolean; counties?: readonly string[] };

const HIDDEN = 'hidden';
type Hidden = typeof HIDDEN | { readonly [key: string]: Hidden };

/** What a display lacks; `*` stands for any id, and behind letters for any that begins with them. */
const lacking = {
  months: {
    '*': {
      verification: HIDDEN,
      followUp: HIDDEN,
      followUpByKind: HIDDEN,
      byOfficial: { '*': { talkSeconds: HIDDEN } },
    },
  },
  // How agencies follow up is for people, as the figures of the month are.
  alerts: { 'cases-*': HIDDEN, '*': { seenBy: HIDDEN, remark: HIDDEN, actedBy: HIDDEN } },
  messages: { '*': { postedBy: HIDDEN } },
  helps: { '*': { takenBy: HIDDEN } },
} satisfies Hidden;
const lackingAndTopics: Hidden = {
  ...lacking,
  alerts: { ...lacking.alerts, 'topic-*': HIDDEN },
  desks: { '*': { call: { topic: HIDDEN } } },
};

/** The view of a role; counties narrow displays only. `topics`: the profile lets displays show what a call is about. */
export function viewFor(who: { role: Role; counties?: readonly string[] }, profile: { topics: boolean }): View {
  if (who.role !== 'display') return { kind: 'full' };
  const { topics } = profile;
  return { kind: 'display', topics, ...(who.counties && { counties: [...new Set(who.counties)].sort() }) };
}

/** One name per view: two clients with the same name get the same bytes. No id of a county holds a "+". */
export const viewName = (view: View): string =>
  view.kind === 'full' ? 'full' : view.counties === undefined ? 'display' : `display/${view.counties.join('+')}`;

/** The document as the view shows it. Shares untouched branches with the board: encode or copy it before the board moves on. */
export function redactBoard(board: Board, view: View): Board {
  if (view.kind === 'full') return board;
  const part = view.counties === undefined ? board : restrictToCounties(board, view.counties);
  return without(part, hiddenOf(view)) as Board;
}

/**
 * A document's patch as a province-wide view sees it: paths that the view lacks are left out, and nothing else, so that
 * patch and document are cut alike (B4). A view of counties cannot be cut out of a patch; it is a difference of two views.
 */
export const redactPatch = <T extends object>(patch: T, view: View): T =>
  view.kind === 'full' ? patch : (without(patch, hiddenOf(view)) as T);

const hiddenOf = (view: Extract<View, { kind: 'display' }>): Hidden => (view.topics ? lacking : lackingAndTopics);

function ruleOf(hidden: Exclude<Hidden, string>, key: string): Hidden | undefined {
  if (Object.hasOwn(hidden, key)) return hidden[key];
  const beginning = Object.keys(hidden).find(
    (name) => name.length > 1 && name.endsWith('*') && key.startsWith(name.slice(0, -1)),
  );
  return hidden[beginning ?? '*'];
}

/** Copies only along the paths that something is left out of. */
function without(value: unknown, hidden: Hidden): unknown {
  if (typeof value !== 'object' || value === null || hidden === HIDDEN) return value;
  const result: Record<string, unknown> = { ...value };
  for (const key of Object.keys(result)) {
    const rule = ruleOf(hidden, key);
    if (rule === HIDDEN) delete result[key];
    else if (rule !== undefined) result[key] = without(result[key], rule);
  }
  return result;
}
