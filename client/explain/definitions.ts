// Which definition belongs to a figure, by its place in the board document. Pure.

/** The patterns in order: the first that matches counts. `*` stands for one part of a path. */
const patterns = [
  ['now.waiting', 'waiting'],
  ['queues.*.waiting', 'waiting'],
  ['derived.otherQueues.waiting', 'waiting'],
  ['sittings.*.waiting', 'waiting'],
  ['counties.*.waiting', 'waiting'],
  ['derived.moreWaiting', 'waiting'],
  ['now.oldestJoinedAt', 'longestWait'],
  ['queues.*.oldestJoinedAt', 'longestWait'],
  ['derived.longest.*', 'longestWait'],
  ['derived.serviceLevel.*', 'serviceLevel'],
  ['derived.otherQueues.serviceLevel', 'serviceLevel'],
  ['derived.monthServiceLevel.*', 'serviceLevel'],
  ['derived.asa.*', 'asa'],
  ['derived.offeredToday', 'offered'],
  ['queues.*.today.offered', 'offered'],
  ['derived.otherQueues.offered', 'offered'],
  ['sittings.*.offered', 'offered'],
  ['months.*.calls.offered', 'offered'],
  ['queues.*.today.answered', 'answered'],
  ['derived.otherQueues.answered', 'answered'],
  ['derived.answeredToday', 'answered'],
  ['sittings.*.answered', 'answered'],
  ['months.*.calls.answered', 'answered'],
  ['queues.*.today.abandoned', 'abandoned'],
  ['derived.otherQueues.abandoned', 'abandoned'],
  ['sittings.*.abandoned', 'abandoned'],
  ['months.*.calls.abandoned', 'abandoned'],
  ['queues.*.today.timedOut', 'timedOut'],
  ['derived.otherQueues.timedOut', 'timedOut'],
  ['derived.leftOther.*', 'leftOther'],
  ['derived.otherQueues.other', 'leftOther'],
  ['queues.*.today.lost', 'lost'],
  ['queues.*.today.unheard', 'unheard'],
  ['desks.*.today.answered', 'deskAnswered'],
  ['officials.*.today.answered', 'officialAnswered'],
  ['desks.*.today.missed', 'missed'],
  ['derived.missedToday.*', 'officialMissed'],
  ['desks.*.state', 'deskState'],
  ['desks.*.since', 'deskSince'],
  ['desks.*.call.answeredAt', 'talkTime'],
  ['now.desksOnDuty', 'onDuty'],
  ['derived.talking', 'talking'],
  ['derived.talking.*', 'talking'],
  ['derived.aht.*', 'aht'],
  ['derived.meanTalk.*', 'aht'],
  ['months.*.contacts', 'contacts'],
  ['months.*.byChannel.*', 'channel'],
  ['counties.*.month', 'county'],
  ['months.*.byCounty.*', 'county'],
  ['months.*.byTopic.*', 'topic'],
  ['months.*.byKind.*', 'kind'],
  ['derived.others.*', 'others'],
  ['months.*.byAgency.*', 'agency'],
  ['months.*.byOfficial.*', 'officialMonth'],
  ['months.*.byOfficial.*.answered', 'officialMonth'],
  ['months.*.officials', 'officials'],
  ['derived.ranks.*', 'county'],
  ['months.*.cases.*', 'cases'],
  ['months.*.verification.*', 'verification'],
  ['derived.monthChange.*', 'monthChange'],
  ['derived.monthToSameMoment.*', 'monthBefore'],
  ['derived.monthToSameDay.*', 'monthBeforeByDay'],
  ['derived.willAnswer', 'forecast'],
  ['derived.willNotReach', 'forecast'],
  ['derived.willNotReach.*', 'forecast'],
  ['derived.willGiveUp', 'forecast'],
  ['derived.givingUp.*', 'forecast'],
  ['derived.notReached.*', 'notReached'],
  ['derived.simulated.*.*.real', 'outcomeInQueue'],
  ['derived.simulated.*.*.then', 'simulated'],
  ['derived.liveSittings', 'liveSittings'],
  ['sittings.*.from', 'sittingTime'],
  ['sittings.*.to', 'sittingTime'],
  ['profile.target', 'target'],
  ['profile.thresholds.*.*', 'limit'],
] as const;

export type Definition = (typeof patterns)[number][1];

const split = patterns.map(([pattern, definition]) => ({ parts: pattern.split('.'), definition }));

/** A star takes all parts that the rest of the pattern leaves over: `derived.others` is followed by the whole path of its list. */
export function definitionOf(path: string): Definition | undefined {
  const parts = path.split('.');
  return split.find(({ parts: pattern }) => matches(pattern, parts))?.definition;
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  const star = pattern.indexOf('*');
  if (parts.length < pattern.length || (star === -1 && parts.length !== pattern.length)) return false;
  const spare = parts.length - pattern.length;
  return pattern.every((part, index) => {
    if (part === '*') return true;
    return part === (star !== -1 && index > star ? parts[index + spare] : parts[index]);
  });
}
