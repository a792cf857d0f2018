// Names are the field's standard terms (see the glossary in shared/README.md). The private words of an earlier version, each with
// what took its place, do not come back.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { product } from './support/source-files.ts';

const replaced: Readonly<Record<string, string>> = {
  startHouse: 'startServer',
  openKeeping: 'openStorage',
  KeptBoard: 'Projection',
  createRegistry: 'createContactRoutes',
  unwell: 'markDown',
  standIn: 'fallbackName',
  goNameless: 'useFallback',
  createCallBook: 'createCallStore',
  readAgain: 'recheck',
  letGo: 'clearCache',
  FindGone: 'FindInferredEnd',
  lifeOf: 'statusOf',
  dutyOf: 'isManned',
  reachOf: 'callWindow',
  ownerAt: 'sittingAt',
  heardUntil: 'dataUntil, loggedUntil',
  secondsIn: 'elapsedOnLink',
  ContactToBe: 'NewContact',
  MonthToBe: 'NewMonth',
  followLink: 'superviseLink',
  createSpeaker: 'createSessionSwitch',
  LinkVoice: 'LinkContext',
  LinkBook: 'LinkRegistry',
  createLinkBook: 'createLinkRegistry',
  bestOf: 'mergeLinks',
  leaveName: 'closeOldName',
  runsOn: 'isSameRun',
  createHealing: 'createBackfill',
  withheld: 'pendingMark',
  createTakingUp: 'createReconciler',
  keptAs: 'markName',
  takeOut: 'drain',
  toldBefore: 'alreadyReported',
  Telling: 'Certainty',
  Course: 'VisitStep',
  isSupposed: 'isAssumed',
  isUnsure: 'isUncertain',
  unlisted: 'markMissing',
  createLeast: 'createSlidingMinimum',
  logShift: 'logOffset',
  byPing: 'pingTime',
  lockOut: 'acquireLock',
  whyUnusable: 'asOpenError',
  whyRefused: 'refusalReason',
  mayDo: 'can',
  mayPost: 'canPost',
  lookUpAgain: 'reauthenticate',
  shownBy: 'credentialsFrom, displayState',
  seenOfPatch: 'redactPatch',
  countyPart: 'restrictToCounties',
  Deeds: 'AuditedWrites',
  FarVault: 'AsyncVault',
  plantWhole: 'writeSnapshot',
  enterAccount: 'signIn',
  leaveSession: 'signOut',
  leaveEverywhere: 'signOutEverywhere',
  createTurns: 'createFairSemaphore',
  TooBusy: 'Overloaded',
  ownCounts: 'localCounters',
  giveBack: 'refund',
  unhurried: 'relaxedTransaction',
  ifWritable: 'tryWrite',
  bringUp: 'migrate',
  isFitName: 'isValidName',
  isFitForPerson: 'isValidAccountName',
  whoOf: 'identityOf',
  ourPage: 'sameOriginOnly',
  badField: 'invalidField',
  smallJson: 'jsonBody',
  standingOf: 'recheck',
  Unaddressed: 'AnonymousSnapshot',
  LAST_TURN: 'LAST_STAGE',
  isCalm: 'isLowPower',
  strained: 'isStrained',
  isLeftAlone: 'isIdle',
  DeedList: 'ActivityList',
  ScreenWishes: 'ScreenSettingsForm',
  typedDay: 'parseJalaliDay',
  strung: 'layoutBeads',
  asBefore: 'reuseIfEqual',
  dayFits: 'isDayValid',
  tagsFit: 'areTagsValid',
  refFits: 'isRefValid',
  carriedOver: 'rebaseDraft',
};
const files = [
  'callbook',
  'calm',
  'healing',
  'in-parts',
  'in-turns',
  'kept-board',
  'last-resort',
  'office-page',
  'recall-from-log',
  'refusals',
  'speaker',
  'step-in',
  'taking-up',
  'turning',
];

/** In code, not in comments or in words for people. */
const codeWithoutText = (code: string): string => code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '');

describe('names in the product', () => {
  it('are the standard terms, not private ones', () => {
    const old = new RegExp(`(?<![\\w$.-])(?:${Object.keys(replaced).join('|')})(?![\\w$-])`, 'g');
    const found = product
      .filter(({ file }) => !file.endsWith('.css'))
      .flatMap(({ file, code }) =>
        [...codeWithoutText(code).matchAll(old)].map(([name]) => `${file}: ${name}, better ${replaced[name]}`),
      );
    expect(found).toEqual([]);
  });

  it('of functions are no verbs of hearsay: parse, emit, report, store, receive say what happens', () => {
    const verb = String.raw`(?:hear|tell|say)(?:[A-Z]\w*)?`;
    const declared = new RegExp(
      String.raw`\b(?:const|let|function)\s+${verb}\b|^\s+(?:async )?${verb}(?:\(|: (?:async )?\(|,$)`,
      'gm',
    );
    const found = product.flatMap(({ file, code }) =>
      [...code.matchAll(declared)].map(([text]) => `${file}: ${text.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it('of files are the standard terms, too', () => {
    const named = product.map(({ file }) => file).filter((file) => files.includes(path.basename(file).split('.')[0]!));
    expect(named).toEqual([]);
  });
});
