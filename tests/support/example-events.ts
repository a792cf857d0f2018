// One good example of every event, each with all its fields, as a sender would write it.
import type { EventType } from '../../shared/event.ts';

export const AT = Date.parse('2026-11-23T10:00:00+03:30');

type Example = { id: string; type: EventType; at: number | string } & Record<string, unknown>;
let n = 0;
const example = (type: EventType, fields: Record<string, unknown> = {}): Example => ({
  id: `e-${++n}`,
  type,
  at: AT,
  ...fields,
});
const tags = { county: 'sari', topic: 'bank-loan', kind: 'request', agency: 'bank' };
const subject = { contact: 'c-9', call: 'pbx111-7', agency: 'bank', outcome: 'paid', by: 'clerk' };
const visit = { call: 'pbx111-7', visit: 2 };
const ring = { ...visit, queue: 'samad-sari', desk: 'm-1201', name: 'میز ۱۲۰۱', approx: true };

export const examples: readonly Example[] = [
  example('call.joined', {
    ...visit,
    queue: 'samad-sari',
    name: 'SAMAD Sari',
    number: '01133221100',
    county: 'sari',
    ref: '140509021234567',
    approx: true,
  }),
  example('call.ringing', ring),
  example('call.missed', ring),
  example('call.answered', { ...ring, waited: 12 }),
  example('call.held', visit),
  example('call.resumed', visit),
  example('call.transferred', { ...visit, to: 'external' }),
  example('call.left', { ...visit, queue: 'samad-sari', reason: 'timeout', waited: 30, approx: true }),
  example('call.refused', { call: 'pbx111-7', queue: 'samad-sari', reason: 'full' }),
  example('call.ended', { ...visit, queue: 'samad-sari', by: 'caller', talked: 182, approx: true }),
  example('call.tagged', { call: 'pbx111-7', ...tags }),
  example('call.withdrawn', { call: 'pbx111-7' }),
  example('desk.state', {
    desk: 'm-1201',
    name: 'میز ۱۲۰۱',
    queue: 'samad-sari',
    state: 'paused',
    reason: 'prayer',
    approx: true,
  }),
  example('contact.registered', { contact: 'c-9', channel: 'post', on: '1405-09-02', ...tags, ref: '140509021234567' }),
  example('contact.tagged', { contact: 'c-9', ...tags }),
  example('contact.corrected', { contact: 'c-9', channel: 'visit', on: '1405-09-01', ...tags, ref: 'A-12' }),
  example('contact.withdrawn', { contact: 'c-9' }),
  example('case.referred', subject),
  example('case.answered', subject),
  example('case.closed', subject),
  example('case.verified', { ...subject, result: 'partly' }),
  example('sitting.scheduled', {
    sitting: 's-17',
    official: { id: 'gov-babol', name: 'فرماندار بابل', title: 'فرماندار' },
    agency: 'governorate',
    agencyName: 'فرمانداری',
    version: 1,
    by: 'lead',
    level: 'province',
    county: 'babol',
    queue: 'samad-sari',
    desk: 'm-1201',
    from: '2026-11-25T08:00:00+03:30',
    to: '2026-11-25T09:45:00+03:30',
  }),
  example('sitting.moved', {
    sitting: 's-17',
    version: 2,
    by: 'lead',
    from: AT,
    to: AT + 7_200_000,
    queue: 'samad-sari',
    desk: 'm-1202',
  }),
  example('sitting.cancelled', { sitting: 's-17', version: 3, by: 'lead', mistaken: true }),
  example('sitting.opened', { sitting: 's-17' }),
  example('sitting.closed', {
    sitting: 's-17',
    forecast: { waiting: 9, low: 4, expected: 5.5, high: 7, answered: 6 },
  }),
  example('source.up', { system: 'pbx111', link: 'a' }),
  example('source.down', { system: 'pbx111', link: 'a', code: 'silent' }),
  example('source.resynced', {
    system: 'pbx111',
    link: 'a',
    code: 'denied',
    asOf: AT,
    since: AT - 60_000,
    calls: { 'pbx111-7': { visit: 2, queue: 'samad-sari', desk: 'm-1201' }, 'pbx111-8': {} },
    complete: true,
    counters: { 'samad-sari': { completed: 4, abandoned: 1 } },
    unheard: { 'samad-sari': 2 },
  }),
  example('day.started', { day: '1405-09-02' }),
  example('day.withdrawn', { day: '1405-09-11', nth: 1 }),
  example('month.imported', {
    month: '1405-05',
    contacts: 270,
    byChannel: { phone: 242, post: 17 },
    byCounty: { sari: 100 },
    byTopic: { 'bank-loan': 90 },
    byKind: { request: 200 },
    byAgency: { bank: 90 },
    byOfficial: { 'gov-babol': 40 },
    officials: 7,
    by: 'chief',
  }),
  example('verification.sampled', { month: '1405-08', size: 20, seed: 'k3f9', by: 'lead' }),
  example('profile.changed', { hash: 'a1b2c3', target: 20, from: '1405-09-03' }),
  example('threshold.set', { rule: 'waiting', level: 'act', subject: 'samad-sari', limit: 12, by: 'lead' }),
  example('alert.raised', {
    alert: 'waiting/samad-sari/1841',
    rule: 'waiting',
    level: 'watch',
    subject: 'samad-sari',
    value: 11,
    limit: 10,
    step: 1,
  }),
  example('alert.seen', { alert: 'waiting/samad-sari/1841', by: 'lead' }),
  example('alert.cleared', { alert: 'waiting/samad-sari/1841' }),
  example('account.created', { account: 'lead', role: 'supervisor', by: 'chief' }),
  example('account.changed', { account: 'lead', role: 'admin', password: true, by: 'chief' }),
  example('account.revoked', { account: 'lead', by: 'chief' }),
  example('account.entered', { account: 'lead' }),
  example('account.refused', { account: 'lead' }),
  example('account.left', { account: 'lead', everywhere: true }),
  example('token.created', { token: 't-lobby', name: 'lobby', role: 'display', county: 'sari', by: 'chief' }),
  example('token.revoked', { token: 't-lobby', name: 'lobby', by: 'chief' }),
  example('display.paired', { display: 'd-hall', name: 'سالن', page: 'wall', counties: ['sari', 'neka'], by: 'lead' }),
  example('display.changed', { display: 'd-hall', name: 'سالن', page: 'wall', counties: ['sari'], by: 'lead' }),
  example('display.revoked', { display: 'd-hall', name: 'سالن', by: 'lead' }),
  example('display.reloaded', { display: 'd-hall', by: 'lead' }),
  example('display.identified', { display: 'd-hall', by: 'lead' }),
  example('display.sounded', { display: 'd-hall', by: 'lead' }),
  example('log.scrubbed', { events: 3, fields: { queue: 2, 'official.name': 1 }, by: 'command-line' }),
];

/** The example of a type, with other fields over it. */
export function exampleOf(type: EventType, fields: Record<string, unknown> = {}): Record<string, unknown> {
  const found = examples.find((one) => one.type === type);
  if (!found) throw new Error(`no example of ${type}`);
  return { ...structuredClone(found), ...fields };
}
