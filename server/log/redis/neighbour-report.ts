// What a node publishes of itself for the others, as JSON: read by one schema, because what is wrong in it would reach every screen
// of this node. What a newer release adds is passed over, and a link or display that is unfit is left out.
import { z } from 'zod';
import type { Links } from '../../../shared/links.ts';
import type { Began } from '../../sources/links.ts';

/** A connected display: as of push. */
export type PresentDisplay = { since: number; asOf?: number | undefined; page?: string | undefined };
/** In Redis's time. */
export type NeighbourReport = {
  where: string;
  at: number;
  /** All telephone events that it received until then are in the log. */
  poured: number;
  links: Links;
  begun: Began[];
  present: Record<string, PresentDisplay>;
  screens: number;
};

const moment = z.number();
const link = z.object({
  state: z.enum(['up', 'down', 'refused', 'denied']),
  code: z.exactOptional(z.string()),
  since: moment,
  lastHeardAt: z.exactOptional(moment),
  skew: z.exactOptional(z.number()),
  queueLog: z.exactOptional(
    z.object({ code: z.enum(['reading', 'stale', 'foreign', 'unreadable']), until: z.exactOptional(moment) }),
  ),
});
const display = z.object({ since: moment, asOf: moment.optional(), page: z.string().optional() });
/** Without the rest of a report nobody would know how far its node has poured. */
const fitting = <T>(schema: z.ZodType<T>) =>
  z.record(z.string(), z.unknown()).transform((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([key, one]): [string, T][] => {
        const { success, data } = schema.safeParse(one);
        return success ? [[key, data]] : [];
      }),
    ),
  );
const schema: z.ZodType<NeighbourReport> = z.object({
  where: z.string(),
  at: moment,
  poured: moment,
  links: fitting(link),
  // Absent where an older release runs.
  begun: z.array(z.object({ system: z.string(), at: z.string() })).default([]),
  present: fitting(display),
  screens: z.number(),
});

/** Undefined for what is no report: then that node counts as one that says nothing. */
export function readReport(text: string): NeighbourReport | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // No JSON.
  }
}
