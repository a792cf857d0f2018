// The province: which it is, and what administrators change of it.
import { z } from 'zod';
import { partSchemas, provinceChange } from '../province.ts';
import type { Endpoint } from './endpoint.ts';
import { count, id, name } from './fields.ts';

const parts = z
  .object({
    office: z.exactOptional(name),
    agencies: partSchemas.agencies,
    topics: partSchemas.topics,
    kinds: partSchemas.kinds,
    channels: partSchemas.channels,
    target: partSchemas.target,
    sitting: z.object({ before: z.number(), after: z.number() }),
    maxTalkSeconds: z.exactOptional(z.number()),
    dueSoonDays: z.number(),
    topicsOnDisplays: z.boolean(),
  })
  .meta({ id: 'ProvinceParts' });
const province = z
  .object({
    id: z.string(),
    name,
    counties: count,
    choice: z.enum(['open', 'configured', 'shared', 'counted']).meta({
      description:
        'Whether it may be chosen here: not where PROFILE says it, where several nodes share a log, or once anything was counted.',
    }),
    isChosen: z.boolean(),
    provinces: z.array(z.object({ id: z.string(), name })),
    parts,
    changed: z.array(z.string()).meta({ description: 'The parts that are no longer as the profile has them.' }),
  })
  .meta({ id: 'Province' });
export type ProvinceAnswer = z.output<typeof province>;

export const provinces = {
  'GET /api/province': { summary: 'The province, and what can be changed of it.', answer: province },
  'PUT /api/province': {
    summary: 'Chooses the province of a new server, which then starts again.',
    body: z.strictObject({ id }),
    answer: province,
  },
  'PATCH /api/province': {
    summary: 'Changes parts of the province; "default" takes a change back. The server starts again with them.',
    body: provinceChange,
    answer: province,
  },
} as const satisfies Record<string, Endpoint>;
