// GET /api/sittings/:id/what-if: what a sitting that is over would have brought under other circumstances.
import type { WhatIfs } from '../what-if/what-ifs.ts';
import type { Costly } from './costly.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { idOf, unknownSitting } from './sittings.ts';

export const whatIfRoute = ({ whatIfs, costly }: { whatIfs: WhatIfs; costly: Costly }): Route =>
  serve(
    'GET /api/sittings/:id/what-if',
    async ({ params, query: { desks = 0, minutes = 0, talkLimit } }) => {
      const found = await whatIfs.of(idOf(params), { desks, minutes, talkLimit });
      if (!found) throw unknownSitting();
      return found;
    },
    { costly },
  );
