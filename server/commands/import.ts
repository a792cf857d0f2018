// `npm run -s import -- --system pbx111 /var/log/asterisk/queue_log*` brings calls in from before the wallboard existed. The
// server of this DATA_DIR must be stopped; other nodes of a log in Redis go on.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { loadSettings } from '../load-settings.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { idPattern } from '../../shared/event-fields.ts';
import { hidesNumber } from '../../shared/number.ts';
import { isOwnSource } from '../vault/names.ts';
import { readConfig, type Config } from '../config.ts';
import { keyedBy, NAMES_KEY } from '../keyed.ts';
import { createNaming } from '../board/naming.ts';
import { openProfile } from '../start-profile.ts';
import { createDoor } from '../door/door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createIntake } from '../log/intake.ts';
import { loadProfile } from '../profiles/load.ts';
import { isNaming, NAMING } from '../ledger/subject.ts';
import { openStorage } from '../start-log.ts';
import { createAgents } from '../sources/asterisk/agents.ts';
import { markName, readKept } from '../sources/asterisk/link-memory.ts';
import { createNames, shownName } from '../sources/names.ts';
import { targetOn, type Target } from '../door/targets.ts';
import { followBoard } from '../history/follow-board.ts';
import { agentsIn, IMPORT_LINK, importQueueLog } from '../history/queue-log.ts';
import { errorText } from '../error-text.ts';
import { conclude, type CommandResult } from './conclude.ts';

type Asked = {
  args: readonly string[];
  config: Pick<Config, 'dataDir' | 'redisUrl' | 'profile' | 'isProfileChosen'>;
  now: number;
};

const USAGE =
  'expected: npm run -s import -- --system NAME [--new-system] [--new-desks] FILE… (NAME as the wall calls the telephone system)\n';

/** Exit 2: bad arguments; 1: it could not be done, and running it again goes on. */
export async function runImportCommand({ args, config, now }: Asked): Promise<CommandResult> {
  const asked = read(args);
  if (typeof asked === 'string') return { exit: 2, stdout: '', stderr: `${asked}\n${USAGE}` };
  try {
    const named = loadProfile(config.profile);
    const calendar = createCalendar(named.timezone);
    const { log, ledger, marks, vault, close } = await openStorage(config, {
      province: named.id,
      calendar,
      now: () => now,
      log: pino({ level: 'silent' }),
    });
    try {
      const { profile } = openProfile(config, named, ledger);
      const known = asked.newSystem ? [] : systemsIn(ledger);
      if (known.length > 0 && !known.includes(asked.system))
        return { exit: 1, stdout: '', stderr: strangeSystem(asked.system, known) };
      const naming = createNaming(profile);
      for (const { event } of ledger.bySubject(NAMING)) if (isNaming(event)) naming.take(event);
      const names = createNames(profile, keyedBy(await vault.key(NAMES_KEY)), {
        deskOf: naming.deskOf,
        nameOf: (desk) => naming.deskNames(desk)?.fa,
      });
      const { members, twins, shift = 0 } = readKept(ledger.mark(markName(asked.system)));
      const agents = createAgents(names, members, twins);
      const strangers =
        asked.newDesks || Object.keys(profile.desks).length === 0
          ? []
          : await agentsIn(asked.files, names, agents.isKnown);
      const unknown = [...strangers].filter(
        (agent) => !agents.isKnown(agent) && naming.deskNames(agents.desk(agent).id) === undefined,
      );
      if (unknown.length > 0) return { exit: 1, stdout: '', stderr: strangersAre(unknown) };
      const targets = JSON.parse((await marks.get('targets')) ?? '[]') as readonly Target[];
      const door = createDoor({
        profile,
        calendar,
        now: () => now,
        targetAt: (ms) => targetOn(targets, calendar.dayOf(ms)) ?? profile.target,
        naming,
      });
      const intake = createIntake({ door, log, now: () => now });
      const keepBoard = await followBoard({ log, ledger, profile, calendar, now: () => now });
      const done = await importQueueLog({ ...asked, names, agents, shift, intake, ledger, now });
      await keepBoard();
      const days = [done.from, done.to].map((at) => (at === undefined ? '–' : calendar.dayOf(at))).join(' … ');
      const leftOut = done.outside === 0 ? '' : `, ${done.outside} lines from outside the years 2010 to 2099 left out`;
      return { exit: 0, stdout: `${days}: ${done.lines} lines read, ${done.events} new facts${leftOut}\n`, stderr: '' };
    } finally {
      await close();
    }
  } catch (error) {
    return { exit: 1, stdout: '', stderr: `${errorText(error)}\n` };
  }
}

/** The names of telephone systems that calls go by here. */
function systemsIn(ledger: Pick<Ledger, 'bySubjects' | 'mark'>): string[] {
  const names = new Set<string>();
  const imported = new Set<string>();
  for (const { event } of ledger.bySubjects('system/')) {
    if (!('system' in event)) continue;
    names.add(event.system);
    if ('link' in event && event.link === IMPORT_LINK) imported.add(event.system);
  }
  // What was only called by its address, until its own name was learnt, has no calls.
  const certain = [...names].filter((name) => imported.has(name) || ledger.mark(markName(name)) !== undefined);
  return certain.length > 0 ? certain : [...names];
}

const strangeSystem = (system: string, known: readonly string[]): string =>
  `expected --system ${known.join(' or ')}, which calls here go by, got ${system}: under another name the same calls would count twice. ` +
  'Nothing was written. With --new-system it is taken for another telephone system\n';

const strangersAre = (agents: readonly string[]): string =>
  `expected agents that are desks of the profile, got ${agents.map(shownName).join(', ')}. Nothing was written. Add each to "match" of ` +
  'its desk, or let the server listen to AMI once, which tells who sits where; with --new-desks they become desks of their own\n';

type Read = { system: string; newSystem: boolean; newDesks: boolean; files: string[] };

function read(args: readonly string[]): Read | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        system: { type: 'string' },
        'new-system': { type: 'boolean', default: false },
        'new-desks': { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const { system } = values;
    if (system === undefined || !idPattern.test(system) || hidesNumber(system))
      return `--system: expected an id such as pbx111`;
    if (isOwnSource(system)) return `--system: ${system} is the server's own name`;
    if (positionals.length === 0) return 'expected at least one file';
    const missing = positionals.filter((file) => !existsSync(file));
    if (missing.length > 0) return `there is no ${missing.join(', ')}`;
    if (positionals.every((file) => statSync(file).isDirectory()))
      return 'expected at least one file, got only folders';
    return { system, newSystem: values['new-system'], newDesks: values['new-desks'], files: positionals };
  } catch (error) {
    return errorText(error);
  }
}

if (import.meta.main) {
  loadSettings();
  const configured = readConfig(process.env);
  conclude(
    configured.ok
      ? await runImportCommand({ args: process.argv.slice(2), config: configured.config, now: Date.now() })
      : { exit: 2, stdout: '', stderr: `${configured.faults.join('\n')}\n` },
  );
}
