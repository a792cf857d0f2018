// Campaigns with their surroundings.
import type { Calendar } from '../shared/calendar.ts';
import type { Fold } from './board/fold-type.ts';
import type { PastVisits } from './calls/past-visits.ts';
import { campaignsOf } from './campaigns/campaign-book.ts';
import { createCampaignReports } from './campaigns/campaign-report.ts';
import { campaignRoutes } from './http/campaigns.ts';
import type { Costly } from './http/costly.ts';
import type { Route } from './http/route.ts';
import type { Ledger } from './ledger/ledger.ts';
import { CAMPAIGNS } from './ledger/subject.ts';
import type { Intake } from './log/intake.ts';
import { randomId } from './random-id.ts';
import type { Pace } from './reading/pace.ts';
import { queueNames } from './start-callbacks.ts';

type Parts = {
  fold: Fold;
  ledger: Ledger;
  past: PastVisits;
  calendar: Calendar;
  intake: Pick<Intake, 'write'>;
  costly: Costly;
  now: () => number;
  pace: Pace;
};

export const startCampaigns = ({ fold, ledger, past, calendar, intake, costly, now, pace }: Parts): readonly Route[] =>
  campaignRoutes({
    all: () => campaignsOf(ledger.bySubject(CAMPAIGNS).map(({ event }) => event)),
    report: createCampaignReports({ past, ledger, calendar, now, pace }),
    queueName: queueNames(fold),
    calendar,
    intake,
    newId: () => randomId('k'),
    costly,
  });
