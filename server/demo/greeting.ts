// What the terminal says once the demo runs: what is true of it, where to open it, and as whom to sign in. Pure.
import type { DemoAccounts } from './accounts.ts';
import { PAST_DAYS } from './invented/past.ts';
import { terminalQr } from './terminal-qr.ts';

type Parts = {
  /** Opens the wall once. */
  link: string;
  /** Where people sign in. */
  address: string;
  /** Other devices find it there; empty on this machine alone. */
  others: readonly string[];
  signIn: DemoAccounts;
  seed: number;
  speed: number;
  /** HH:MM in the province, where the demo does not keep the true time. */
  clock?: { demo: string; true: string } | undefined;
  hasPast: boolean;
};

export function greeting({ link, address, others, signIn, seed, speed, clock, hasPast }: Parts): string {
  const pace = speed === 1 ? '' : ` at ${speed} times its pace`;
  const lines = [
    '',
    `The demo plays a recorded real Asterisk${pace}.`,
    ...(hasPast
      ? [
          `The ${PAST_DAYS} days before it, the imported year and all names are invented (--seed ${seed} makes them again).`,
        ]
      : []),
    ...(clock ? [`Its clock began at ${clock.demo} in Tehran, in office hours; the true time was ${clock.true}.`] : []),
    '',
    'Open the wall (one use, 15 minutes):',
    `  ${link}`,
    '',
    `Sign in at ${address}/login with the password ${signIn.password} as`,
    ...signIn.accounts.map(({ name, purpose }) => `  ${name.padEnd(12)}${purpose}`),
    '',
  ];
  if (others.length > 0)
    lines.push(
      'Everybody in this network can open it, and nothing is encrypted: show it only where you trust the network.',
      `A phone opens the wall by this code (one use), a TV by ${address}/tv${others.length > 1 ? ` (or at ${others.slice(1).join(', ')})` : ''}:`,
      '',
      terminalQr(link),
      '',
    );
  return `${lines.join('\n')}\n`;
}
