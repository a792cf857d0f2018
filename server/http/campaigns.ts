// Campaigns over HTTP: supervisors plan them, deputies read their figures.
import type { Campaign, CampaignPlan } from '../../shared/api/campaigns.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { CAMPAIGN_LONGEST_MS, doShiftsOverlap } from '../../shared/campaigns.ts';
import type { Name } from '../../shared/wire.ts';
import { campaignFile } from '../campaigns/campaign-file.ts';
import type { CampaignReports } from '../campaigns/campaign-report.ts';
import type { Intake } from '../log/intake.ts';
import { asFile } from './answers.ts';
import { invalidField } from './body.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  all: () => readonly Campaign[];
  report: CampaignReports;
  queueName: (queue: string) => Name;
  calendar: Pick<Calendar, 'dayOf' | 'utcOffset'>;
  intake: Pick<Intake, 'write'>;
  newId: () => string;
  costly: Costly;
};

export function campaignRoutes({ all, report, queueName, calendar, intake, newId, costly }: Options): readonly Route[] {
  const find = (id: string): Campaign => {
    const found = all().find((one) => one.id === id);
    if (!found) throw new Problem('not-found', 'there is no campaign with this id');
    return found;
  };
  const write = async (id: string, version: number, plan: CampaignPlan, by: string): Promise<Campaign> => {
    requireTimes(plan);
    const { name, from, to, queues, shifts } = plan;
    const [appended] = await intake.write(
      [
        {
          type: 'campaign.planned',
          id: `campaign/${id}/${version}`,
          campaign: id,
          version,
          name,
          from,
          to,
          ...(queues.length > 0 && { queues: [...new Set(queues)].sort() }),
          ...(shifts.length > 0 && { shifts: shifts.toSorted((a, b) => (a.from < b.from ? -1 : 1)) }),
        },
      ],
      by,
    );
    if (appended?.repeated) throw editedMeanwhile();
    return find(id);
  };

  return [
    serve('GET /api/campaigns', () => ({ campaigns: [...all()] })),
    serve(
      'GET /api/campaigns/:id',
      async ({ params, query: { lang = 'fa' } }) => {
        const [, id = params.id, csv] = /^(.*)(\.csv)$/.exec(params.id) ?? [];
        const campaign = find(id);
        const figures = await report(campaign);
        if (csv !== undefined)
          return asFile('text/csv; charset=utf-8', `111-campaign-${id}.csv`, campaignFile(figures, lang, calendar));
        return { ...figures, queueNames: Object.fromEntries(campaign.queues.map((one) => [one, queueName(one)])) };
      },
      { costly },
    ),
    serve('POST /api/campaigns', ({ body, who }) => write(newId(), 1, body, who.name)),
    serve('PUT /api/campaigns/:id', async ({ params, body: { version, ...plan }, who }) => {
      if (find(params.id).version !== version) throw editedMeanwhile();
      return write(params.id, version + 1, plan, who.name);
    }),
    serve('DELETE /api/campaigns/:id', async ({ params, who }) => {
      const { id, name } = find(params.id);
      await intake.write(
        [{ type: 'campaign.withdrawn', id: `campaign/${id}/withdrawn`, campaign: id, name }],
        who.name,
      );
      return undefined;
    }),
  ];
}

const editedMeanwhile = (): Problem =>
  new Problem('edited-meanwhile', 'somebody else has changed this campaign meanwhile: read it again');

function requireTimes({ from, to, shifts }: CampaignPlan): void {
  if (to <= from) throw invalidField('to', 'expected a time after the beginning');
  if (to - from > CAMPAIGN_LONGEST_MS) throw invalidField('to', 'expected at most 31 days after the beginning');
  if (shifts.some((shift) => shift.from === shift.to) || doShiftsOverlap(shifts))
    throw invalidField('shifts', 'expected shifts that do not overlap');
}
