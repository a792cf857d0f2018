// What a new server still lacks, read from what there is, so that nobody has to tick anything off.
import { firstSteps, type FirstStep } from '../../shared/api/service.ts';
import type { Board } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import { isFed } from '../../shared/telephony.ts';
import type { Async, Vault } from '../vault/vault.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  board: () => Pick<Board, 'queues' | 'desks'>;
  links: () => Links;
  vault: Async<Pick<Vault, 'listDisplays' | 'listAccounts'>>;
  /** Whether a queue or desk has a name that somebody gave it. */
  isNamed: (kind: 'queues' | 'desks', id: string) => boolean;
  /** Whether the province was chosen, or can no longer be. */
  isProvinceSettled: () => boolean;
  hasSitting: () => boolean;
  hasBackup: () => boolean;
};

export const firstStepsRoute = (options: Options): Route =>
  serve('GET /api/first-steps', async () => {
    const done = await whatIsDone(options);
    return { steps: firstSteps.map((step) => ({ step, done: done[step] })) };
  });

async function whatIsDone(options: Options): Promise<Record<FirstStep, boolean>> {
  const { vault, isNamed } = options;
  const board = options.board();
  /** Those that a telephone system or program reported. */
  const reported = (['queues', 'desks'] as const).flatMap((kind) =>
    Object.entries(board[kind])
      .filter(([, { system }]) => system !== undefined)
      .map(([id]) => [kind, id] as const),
  );
  return {
    province: options.isProvinceSettled(),
    telephony: isFed(board) || Object.values(options.links()).some(({ state }) => state === 'up'),
    names: reported.length > 0 && reported.every(([kind, id]) => isNamed(kind, id)),
    display: (await vault.listDisplays()).length > 0,
    sitting: options.hasSitting(),
    clerk: (await vault.listAccounts()).some(({ role }) => role === 'clerk'),
    backup: options.hasBackup(),
  };
}
