// The audit in English: who did what, one sentence each.
import { isDisplayPage } from '../../shared/role.ts';
import { isolateAuto, isolateLtr } from '../text/bidi.ts';
import { en as roles } from '../roles/messages.en.ts';
import { en } from '../text/messages.en.ts';
import { people } from '../state/people.svelte.ts';
import { en as callbacks } from '../callbacks/messages.en.ts';
import { en as deadlines } from '../deadlines/messages.en.ts';
import { en as notices } from './notice-messages.en.ts';
import { jalaliDate } from '../text/jalali.ts';
import { doneText } from '../alerts/done-text.ts';
import { accessSentenceEn, enteredBy } from './audit-access.en.ts';
import { alertParts, roleName, type Known, type AuditSentence } from './audit.ts';

export const who = (by: string | undefined): string => {
  if (by === undefined) return 'Somebody';
  if (by === 'directory') return 'The directory';
  if (by === 'command-line') return 'The server’s command line';
  if (by === 'contacts-folder') return 'The folder of contacts';
  const name = people.name(by);
  return name === by ? by : isolateAuto(name);
};
const named = (name: string): string => `“${isolateAuto(name)}”`;
const { reportKinds } = notices;
const role = (name: string): string => roleName(name, roles.names).toLowerCase();

function sitting(id: string, { official }: Known): string {
  const name = official(id);
  return name === undefined ? 'a session' : `the session of ${named(name)}`;
}

/** The page of a display, if the event has one. */
function shown(entry: { page?: string | undefined; counties?: string[] | undefined }, { count }: Known): string {
  if (entry.page === undefined) return '';
  const page = isDisplayPage(entry.page) ? en.displayPages[entry.page].toLowerCase() : entry.page;
  const { counties } = entry;
  return ` (${page}, ${counties ? `${count(counties.length)} ${counties.length === 1 ? 'county' : 'counties'}` : 'the whole province'})`;
}

const at = (host: string | undefined): string => (host === undefined ? '' : ` at ${host}`);

/** For which cases a deadline counts. */
function scope(
  { agency, kind }: { agency?: string | undefined; kind?: string | undefined },
  { called }: Known,
): string {
  const parts = [
    ...(agency === undefined ? [] : [`the agency ${named(called('agencies', agency))}`]),
    ...(kind === undefined ? [] : [`the kind ${named(called('kinds', kind))}`]),
  ];
  return parts.length === 0 ? 'all cases' : parts.join(' and ');
}

export const auditSentenceEn: AuditSentence = (entry, known) => {
  switch (entry.type) {
    case 'account.created':
      return entry.by === 'setup'
        ? `The first administrator, ${entry.account}, created their account.`
        : `${who(entry.by)} created the account ${entry.account} as ${role(entry.role)}.`;
    case 'account.changed': {
      const whose = entry.by === entry.account ? 'their own' : `${entry.account}’s`;
      const parts = [
        ...(entry.role === undefined ? [] : [`set ${whose} role to ${role(entry.role)}`]),
        ...(entry.password ? [`changed ${whose} password`] : []),
        ...(entry.fullName === undefined ? [] : [`set ${whose} full name to ${named(entry.fullName)}`]),
        ...(entry.unnamed ? [`removed ${whose} full name`] : []),
      ];
      return `${who(entry.by)} ${parts.join(' and ')}.`;
    }
    case 'account.revoked':
      return `${who(entry.by)} removed the account ${entry.account}.`;
    case 'account.entered':
      return `${who(entry.account)} signed in${enteredBy(entry.factor)}.`;
    case 'account.refused':
      return entry.account === 'unknown'
        ? 'Somebody tried to sign in under an unknown name and was refused.'
        : `A sign-in as ${entry.account} was refused.`;
    case 'account.left':
      return `${who(entry.account)} signed out${entry.everywhere ? ' everywhere' : ''}.`;
    case 'token.created':
      return `${who(entry.by)} created the token ${entry.name ?? entry.token} as ${role(entry.role)}.`;
    case 'token.revoked':
      return `${who(entry.by)} revoked the token ${entry.name ?? entry.token}.`;
    case 'display.paired':
      return `${who(entry.by)} paired the display ${named(entry.name ?? entry.display)}${shown(entry, known)}.`;
    case 'display.changed':
      return `${who(entry.by)} changed the display ${named(entry.name ?? known.display(entry.display))}${shown(entry, known)}.`;
    case 'display.revoked':
      return `${who(entry.by)} revoked the display ${named(entry.name ?? known.display(entry.display))}.`;
    case 'display.refused':
      return `An old cookie of the display ${named(known.display(entry.display))} was shown and refused; it may have been copied.`;
    case 'display.reloaded':
      return `${who(entry.by)} reloaded the display ${named(known.display(entry.display))}.`;
    case 'display.identified':
      return `${who(entry.by)} identified the display ${named(known.display(entry.display))}.`;
    case 'display.sounded':
      return `${who(entry.by)} tested the sound of the display ${named(known.display(entry.display))}.`;
    case 'display.replayed':
      return `${who(entry.by)} sent the display ${named(known.display(entry.display))} to a replay of ${known.moment(entry.from)} to ${known.moment(entry.to)} at ${known.count(entry.speed)} times the speed.`;
    case 'display.returned':
      return `${who(entry.by)} sent the display ${named(known.display(entry.display))} back from a replay to its own page.`;
    case 'recipient.created':
    case 'recipient.changed': {
      const local = entry.local ? ', with leave to reach the server’s own network' : '';
      const did = entry.type === 'recipient.created' ? 'added' : 'changed';
      const reports = entry.reports ? ` (${entry.reports.map((kind) => reportKinds[kind]).join(', ')})` : '';
      return `${who(entry.by)} ${did} the recipient of alerts and reports ${named(entry.name)}${reports}${local}.`;
    }
    case 'recipient.removed':
      return `${who(entry.by)} removed the recipient of alerts and reports ${named(entry.name)}.`;
    case 'recipient.tested':
      return `${who(entry.by)} sent a test notice to ${named(entry.name)}.`;
    case 'link.created':
      return `${who(entry.by)} connected the telephone system ${entry.link}${at(entry.host)}.`;
    case 'link.changed':
      return `${who(entry.by)} changed the link to the telephone system ${entry.link}${at(entry.host)}.`;
    case 'link.removed':
      return `${who(entry.by)} removed the link to the telephone system ${entry.link}.`;
    case 'link.tested':
      return `${who(entry.by)} tested the link to the telephone system ${entry.link}${at(entry.host)}.`;
    case 'notice.retried':
      return `${who(entry.by)} had the notice about “${known.about(entry.alert)}” sent again.`;
    case 'feed.created':
      return `${who(entry.by)} made the calendar ${named(entry.name)}.`;
    case 'feed.revoked':
      return `${who(entry.by)} revoked the calendar ${named(entry.name)}.`;
    case 'emblem.changed':
      return `${who(entry.by)} changed the emblem of the office.`;
    case 'emblem.removed':
      return `${who(entry.by)} removed the emblem of the office.`;
    case 'timetable.set':
      return `${who(entry.by)} turned the public timetable ${entry.open ? 'on' : 'off'}.`;
    case 'timetable.published':
      return `${who(entry.by)} published the timetable from ${jalaliDate(entry.from, 'en')} to ${jalaliDate(entry.to, 'en')}.`;
    case 'log.scrubbed':
      return `${who(entry.by)} removed telephone numbers from ${known.count(entry.events)} ${entry.events === 1 ? 'event' : 'events'}.`;
    case 'log.rehashed': {
      const events = entry.events.length;
      return `The seals keep the former hashes of ${known.count(events)} ${events === 1 ? 'event' : 'events'} from which ${who(entry.by)} removed telephone numbers.`;
    }
    case 'sitting.scheduled': {
      const did = (entry.version ?? 1) > 1 ? 'edited' : 'planned';
      return `${who(entry.by)} ${did} the session of ${named(entry.official.name)} for ${known.span(entry.from, entry.to)}.`;
    }
    case 'sitting.moved':
      return `${who(entry.by)} moved ${sitting(entry.sitting, known)} to ${known.span(entry.from, entry.to)}.`;
    case 'sitting.cancelled':
      return entry.mistaken
        ? `${who(entry.by)} removed ${sitting(entry.sitting, known)}, which was entered by mistake.`
        : `${who(entry.by)} cancelled ${sitting(entry.sitting, known)}.`;
    case 'threshold.set': {
      const what = `the ${entry.level === 'act' ? 'critical' : 'warning'} limit of “${known.watched(entry.rule, entry.subject)}”`;
      return entry.limit === undefined
        ? `${who(entry.by)} reset ${what} to the default.`
        : `${who(entry.by)} set ${what} to ${known.count(entry.limit)}.`;
    }
    case 'deadline.set':
      return entry.days === undefined
        ? `${who(entry.by)} took back the deadline of ${scope(entry, known)} from ${jalaliDate(entry.from, 'en')} on.`
        : `${who(entry.by)} set the deadline of ${scope(entry, known)} to ${known.count(entry.days)} ${deadlines.counts[entry.count]} from ${jalaliDate(entry.from, 'en')} on.`;
    case 'queue.named': {
      const what = `the queue ${isolateLtr(entry.queue)}`;
      if (entry.ignored) return `${who(entry.by)} left ${what} out of the count.`;
      if (entry.names) return `${who(entry.by)} named ${what} ${named(entry.names.en)}.`;
      return `${who(entry.by)} changed the settings of ${what}.`;
    }
    case 'desk.named': {
      const what = `the desk ${isolateLtr(entry.desk)}`;
      if (entry.as !== undefined) return `${who(entry.by)} joined ${what} with the desk ${isolateLtr(entry.as)}.`;
      if (entry.names) return `${who(entry.by)} named ${what} ${named(entry.names.en)}.`;
      return `${who(entry.by)} reset the name of ${what} to the default.`;
    }
    case 'official.named': {
      const what = `the official ${isolateLtr(entry.official)}`;
      return entry.names
        ? `${who(entry.by)} named ${what} ${named(entry.names.en)}.`
        : `${who(entry.by)} changed the name of ${what}.`;
    }
    case 'province.set':
      return `${who(entry.by)} changed the province from ${isolateLtr(entry.was)} to ${isolateLtr(entry.province)}.`;
    case 'profile.changed':
      return entry.set && `${who(entry.by)} changed the province: ${known.changes(entry.set, entry.was)}`;
    case 'alert.seen': {
      const { rule, subject } = alertParts(entry.alert);
      const done = doneText(entry, en);
      const what = `the alert “${known.watched(rule, subject)}”`;
      return done === undefined
        ? `${who(entry.by)} acknowledged ${what}.`
        : `${who(entry.by)} recorded for ${what}: ${done}.`;
    }
    case 'help.taken':
      return `${who(entry.by)} took over the request for help of ${named(known.desk(entry.desk))}.`;
    case 'call.calledback':
      return entry.mistaken
        ? `${who(entry.by)} took back the recorded result of calling a citizen.`
        : `${who(entry.by)} recorded the result of calling a citizen: ${callbacks.outcomes[entry.outcome]}.`;
    case 'campaign.planned': {
      const did = entry.version > 1 ? 'changed' : 'planned';
      return `${who(entry.by)} ${did} the campaign ${named(entry.name)} from ${known.moment(entry.from)} to ${known.moment(entry.to)}.`;
    }
    case 'campaign.withdrawn':
      return `${who(entry.by)} removed the campaign ${named(entry.name ?? entry.campaign)}.`;
    case 'message.posted':
      return `${who(entry.by)} put the message ${named(entry.en ?? entry.fa ?? '')} on the screens until ${known.moment(entry.to)}.`;
    case 'message.withdrawn':
      return `${who(entry.by)} took a message off the screens.`;
    case 'month.imported':
      return `${who(entry.by)} imported the figures of ${known.month(entry.month)} from a table, ${known.count(entry.contacts)} contacts.`;
    default:
      return accessSentenceEn(entry, { who, count: known.count });
  }
};
