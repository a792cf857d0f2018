// A session in a list of them.
import { z } from 'zod';
import { moment } from './fields.ts';

/** `browser`: family and system, such as `firefox/linux`. `address`: of the browser, or of the household of an IPv6 address. */
export const session = z
  .object({
    id: z.string(),
    createdAt: moment,
    seenAt: moment,
    browser: z.exactOptional(z.string()),
    address: z.exactOptional(z.string()),
    here: z.boolean().meta({ description: 'It is the one that asks.' }),
  })
  .meta({ id: 'Session', description: 'Times are epoch milliseconds.' });
export type SessionRow = z.output<typeof session>;
