// The audit in English: who did what, one sentence each.
import { isDisplayPage } from '../../shared/role.ts';
import { isolateAuto } from '../text/bidi.ts';
import { en as roles } from '../roles/messages.en.ts';
import { en } from '../text/messages.en.ts';
import { alertParts, roleName, type Known, type Say } from './audit.ts';

export const who = (by: string | undefined): string => {
  if (by === undefined) return 'Somebody';
  return by === 'command-line' ? 'The server’s command line' : by;
};
const named = (name: string): string => `“${isolateAuto(name)}”`;
const role = (name: string): string => roleName(name, roles.names).toLowerCase();

function sitting(id: string, { official }: Known): string {
  const name = official(id);
  return name === undefined ? 'a session' : `the session of ${named(name)}`;
}

/** The page of a display, if the event has one. */
function shown(deed: { page?: string | undefined; counties?: string[] | undefined }, { count }: Known): string {
  if (deed.page === undefined) return '';
  const page = isDisplayPage(deed.page) ? en.displayPages[deed.page].toLowerCase() : deed.page;
  const { counties } = deed;
  return ` (${page}, ${counties ? `${count(counties.length)} ${counties.length === 1 ? 'county' : 'counties'}` : 'the whole province'})`;
}

export const sayEn: Say = (deed, known) => {
  switch (deed.type) {
    case 'account.created':
      return deed.by === 'setup'
        ? `The first administrator, ${deed.account}, created their account.`
        : `${who(deed.by)} created the account ${deed.account} as ${role(deed.role)}.`;
    case 'account.changed': {
      const whose = deed.by === deed.account ? 'their own' : `${deed.account}’s`;
      const parts = [
        ...(deed.role === undefined ? [] : [`set ${whose} role to ${role(deed.role)}`]),
        ...(deed.password ? [`changed ${whose} password`] : []),
      ];
      return `${who(deed.by)} ${parts.join(' and ')}.`;
    }
    case 'account.revoked':
      return `${who(deed.by)} removed the account ${deed.account}.`;
    case 'account.entered':
      return `${deed.account} signed in.`;
    case 'account.refused':
      return deed.account === 'unknown'
        ? 'Somebody tried to sign in under an unknown name and was refused.'
        : `A sign-in as ${deed.account} was refused.`;
    case 'account.left':
      return `${deed.account} signed out${deed.everywhere ? ' everywhere' : ''}.`;
    case 'token.created':
      return `${who(deed.by)} created the token ${deed.name ?? deed.token} as ${role(deed.role)}.`;
    case 'token.revoked':
      return `${who(deed.by)} revoked the token ${deed.name ?? deed.token}.`;
    case 'display.paired':
      return `${who(deed.by)} paired the display ${named(deed.name ?? deed.display)}${shown(deed, known)}.`;
    case 'display.changed':
      return `${who(deed.by)} changed the display ${named(deed.name ?? known.display(deed.display))}${shown(deed, known)}.`;
    case 'display.revoked':
      return `${who(deed.by)} revoked the display ${named(deed.name ?? known.display(deed.display))}.`;
    case 'display.reloaded':
      return `${who(deed.by)} reloaded the display ${named(known.display(deed.display))}.`;
    case 'display.identified':
      return `${who(deed.by)} identified the display ${named(known.display(deed.display))}.`;
    case 'display.sounded':
      return `${who(deed.by)} tested the sound of the display ${named(known.display(deed.display))}.`;
    case 'log.scrubbed':
      return `${who(deed.by)} removed telephone numbers from ${known.count(deed.events)} ${deed.events === 1 ? 'event' : 'events'}.`;
    case 'sitting.scheduled': {
      const did = (deed.version ?? 1) > 1 ? 'edited' : 'planned';
      return `${who(deed.by)} ${did} the session of ${named(deed.official.name)} for ${known.span(deed.from, deed.to)}.`;
    }
    case 'sitting.moved':
      return `${who(deed.by)} moved ${sitting(deed.sitting, known)} to ${known.span(deed.from, deed.to)}.`;
    case 'sitting.cancelled':
      return deed.mistaken
        ? `${who(deed.by)} removed ${sitting(deed.sitting, known)}, which was entered by mistake.`
        : `${who(deed.by)} cancelled ${sitting(deed.sitting, known)}.`;
    case 'threshold.set': {
      const what = `the ${deed.level === 'act' ? 'critical' : 'warning'} limit of “${known.watched(deed.rule, deed.subject)}”`;
      return deed.limit === undefined
        ? `${who(deed.by)} reset ${what} to the default.`
        : `${who(deed.by)} set ${what} to ${known.count(deed.limit)}.`;
    }
    case 'alert.seen': {
      const { rule, subject } = alertParts(deed.alert);
      return `${who(deed.by)} acknowledged the alert “${known.watched(rule, subject)}”.`;
    }
    case 'month.imported':
      return `${who(deed.by)} imported the figures of ${known.month(deed.month)} from a table, ${known.count(deed.contacts)} contacts.`;
    default:
      return undefined;
  }
};
