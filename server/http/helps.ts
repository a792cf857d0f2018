// Who takes over a desk's request for help.
import type { Board } from '../../shared/board.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = { board: () => Pick<Board, 'helps'>; intake: Pick<Intake, 'write'> };

export const helpRoutes = ({ board, intake }: Options): readonly Route[] => [
  serve('POST /api/helps/taken', async ({ body: { help }, who }) => {
    const asked = board().helps[help];
    if (!asked) throw new Problem('not-found', 'there is no such request for help (any more)');
    const { desk } = asked;
    const open = Object.entries(board().helps).filter(([, one]) => one.desk === desk && one.takenAt === undefined);
    // Of two people at the same moment one is the first: the other event is a repeat of this id.
    const events = open.map(([id]): NewEvent => ({ type: 'help.taken', id: `help/${id}/taken`, help: id, desk }));
    if (events.length > 0) await intake.write(events, who.name);
    return { help, takenBy: board().helps[help]?.takenBy ?? who.name };
  }),
];
