// The pages beside the wall, each loaded when it is asked for, so that a TV never carries a form.
import type { Component } from 'svelte';
import type { PageProps } from './parts/page-props.ts';

type Page = {
  path: RegExp;
  /** It shows the living board, so it needs the line to the server. */
  live: boolean;
  load: () => Promise<{ default: Component<PageProps> | Component<Record<string, never>> }>;
};

const pages: readonly Page[] = [
  { path: /^\/sittings$/, live: true, load: () => import('./sittings/Sittings.svelte') },
  { path: /^\/sittings\/plan$/, live: true, load: () => import('./sittings/plan/Plan.svelte') },
  { path: /^\/sittings\/plan\/publish$/, live: true, load: () => import('./sittings/publish/Publish.svelte') },
  { path: /^\/sittings\/([a-z0-9][a-z0-9_-]*)$/, live: true, load: () => import('./sittings/Sitting.svelte') },
  { path: /^\/replay$/, live: false, load: () => import('./replay/Replay.svelte') },
  { path: /^\/alerts$/, live: true, load: () => import('./alerts/Alerts.svelte') },
  { path: /^\/calls$/, live: true, load: () => import('./calls/Calls.svelte') },
  {
    path: /^\/callbacks(?:\/(done|expired))?$/,
    live: false,
    load: () => import('./callbacks/Callbacks.svelte'),
  },
  { path: /^\/campaigns$/, live: true, load: () => import('./campaigns/Campaigns.svelte') },
  { path: /^\/campaigns\/([a-z0-9][a-z0-9_-]*)$/, live: true, load: () => import('./campaigns/Campaign.svelte') },
  { path: /^\/desk-times$/, live: false, load: () => import('./desk-times/DeskTimes.svelte') },
  { path: /^\/months\/import$/, live: false, load: () => import('./months/MonthImport.svelte') },
  { path: /^\/months(?:\/([^/]+))?$/, live: true, load: () => import('./months/Months.svelte') },
  {
    path: /^\/reports\/sittings\/([a-z0-9][a-z0-9_-]*)$/,
    live: true,
    load: () => import('./reports/SittingSheet.svelte'),
  },
  { path: /^\/promises(?:\/([^/]+))?$/, live: false, load: () => import('./promises/Promises.svelte') },
  { path: /^\/reports(?:\/([^/]+))?$/, live: true, load: () => import('./reports/DayReport.svelte') },
  { path: /^\/contacts$/, live: false, load: () => import('./contacts/Contacts.svelte') },
  { path: /^\/intake(?:\/(untagged|import))?$/, live: false, load: () => import('./intake/Intake.svelte') },
  { path: /^\/verification$/, live: false, load: () => import('./verification/Verification.svelte') },
  { path: /^\/messages$/, live: true, load: () => import('./messages/Messages.svelte') },
  { path: /^\/displays$/, live: true, load: () => import('./displays/Displays.svelte') },
  {
    path: /^\/admin(?:\/(directory|telephony|names|province|tokens|audit|contacts|notices|timetable|health))?$/,
    live: false,
    load: () => import('./admin/Admin.svelte'),
  },
  { path: /^\/account$/, live: false, load: () => import('./login/Account.svelte') },
  { path: /^\/login$/, live: false, load: () => import('./login/Login.svelte') },
  { path: /^\/setup$/, live: false, load: () => import('./login/Setup.svelte') },
  { path: /^\/tv$/, live: false, load: () => import('./tv/Tv.svelte') },
];

export const pagePaths: readonly RegExp[] = pages.map(({ path }) => path);

export type Found = { live: boolean; id: string | undefined; load: () => Promise<{ default: Component<PageProps> }> };

/** Undefined: the wall. An address that nobody knows shows the wall too. */
export function findPage(path: string): Found | undefined {
  for (const { path: pattern, live, load } of pages) {
    const found = pattern.exec(path.replace(/(.)\/$/, '$1'));
    // Pages without props ignore the ones they get.
    if (found) return { live, id: found[1], load: load as Found['load'] };
  }
  return undefined;
}
