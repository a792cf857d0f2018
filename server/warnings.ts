// What of this server itself is to be warned of, beside the log: on the wall, on the health page, in /readyz and in the log.
import type { Warnings } from '../shared/wire.ts';

type Warning = keyof Warnings;
type Parts = {
  now: () => number;
  log: { error: (facts: object, message: string) => void; info: (message: string) => void };
};

export type WarningBook = ReturnType<typeof createWarnings>;

const messages: Record<Warning, { begins: string; ends: string }> = {
  vault: { begins: 'accounts, tokens and displays are not being saved', ends: 'accounts are being saved again' },
  clock: {
    begins: 'the clock of this machine is in doubt: day and month do not turn by it alone',
    ends: 'the clock of this machine is certain again',
  },
  recount: {
    begins: 'the day of the board was taken back: the whole log is being folded again',
    ends: 'the log is folded again',
  },
};

export function createWarnings({ now, log }: Parts) {
  const since: Warnings = {};
  return {
    /** `facts`: what is wrong, once known; undefined when nothing is. */
    set(warning: Warning, facts: object | undefined): void {
      if ((facts === undefined) === (since[warning] === undefined)) return;
      if (facts === undefined) {
        delete since[warning];
        return log.info(messages[warning].ends);
      }
      since[warning] = now();
      log.error(facts, messages[warning].begins);
    },
    /** Since when each lasts, epoch ms; undefined when there is none. */
    current: (): Warnings | undefined => (Object.keys(since).length === 0 ? undefined : { ...since }),
    has: (warning: Warning): boolean => since[warning] !== undefined,
  };
}
