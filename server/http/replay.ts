// GET /api/replay: a stretch of time at a glance, for the bar of a replay.
import { LONGEST_REPLAY } from '../../shared/replay.ts';
import type { Engine } from '../replay/engine.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = { engine: Pick<Engine, 'survey'>; now: () => number; costly: Costly };

export const replayRoute = ({ engine, now, costly }: Options): Route =>
  serve('GET /api/replay', (call) => {
    const [from, to] = [Date.parse(call.query.from), Math.min(Date.parse(call.query.to), now())];
    if (from >= to) throw invalidField('to', 'expected a moment after from, and from one that is over');
    if (to - from > LONGEST_REPLAY) throw invalidField('to', 'expected at most ten days after from');
    return costly(call, () => engine.survey({ from, to }));
  });
