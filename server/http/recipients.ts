// Who gets alerts and reports, by which channel: administrators write it, and their secrets are never shown again.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ChannelSettings, NoticeRow, Recipient } from '../../shared/api/recipients.ts';
import { noticeId, type NoticeChannel } from '../../shared/notices.ts';
import { reportKinds, type ReportKind } from '../../shared/reports.ts';
import type { Intake } from '../log/intake.ts';
import { whyNoAddress } from '../notices/address.ts';
import type { Book, NoticeState } from '../notices/book.ts';
import { isSettled } from '../notices/due.ts';
import { shownAddress } from '../notices/post.ts';
import { readEmailSettings, shownMailbox } from '../notices/email-settings.ts';
import type { MailServer } from '../notices/email.ts';
import type { Send } from '../notices/send.ts';
import type { Message } from '../notices/outcome.ts';
import { newWebhookSecret } from '../notices/webhook.ts';
import type { ReportsSince, StoredRecipient } from '../vault/recipients.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<
    Pick<
      Vault,
      'storedRecipients' | 'createRecipient' | 'changeRecipient' | 'removeRecipient' | 'noteTested' | 'listAccounts'
    >
  >;
  book: Pick<Book, 'notices'>;
  intake: Pick<Intake, 'write'>;
  send: Send;
  testMessage: (id: string, language: Recipient['language'], at: number) => Message;
  newId: () => string;
  now: () => number;
};

/** More are not looked through. */
const MOST_ROWS = 500;

export function recipientRoutes(options: Options): readonly Route[] {
  const { vault, book, intake, send, testMessage, newId, now } = options;
  const present = async (): Promise<StoredRecipient[]> =>
    (await vault.storedRecipients()).filter(({ removedAt }) => removedAt === undefined);
  const found = async (id: string): Promise<StoredRecipient> => {
    const recipient = (await present()).find((one) => one.id === id);
    if (!recipient) throw unknown();
    return recipient;
  };

  /** As they are kept. Throws Problem `bad-parameters` with the field. */
  const sound = async (settings: ChannelSettings, allowLocal: boolean): Promise<ChannelSettings> => {
    if (settings.channel !== 'email') {
      requireSound(settings, allowLocal);
      if (settings.channel === 'phone' && settings.account !== undefined) await requireAccount(settings.account);
      return settings;
    }
    const read = readEmailSettings({ to: settings.to, server: await mailServer(settings.server) }, allowLocal);
    if ('field' in read) throw invalidField(`settings.${read.field}`, read.why);
    return { channel: 'email', ...read.settings };
  };
  /** The key of the telephone acknowledges in its name. */
  const requireAccount = async (name: string): Promise<void> => {
    if (!(await vault.listAccounts()).some((account) => account.name === name))
      throw invalidField('settings.account', 'expected the name of an account');
  };
  /** A server that another recipient has: its password is not typed again. */
  const mailServer = async (server: MailServer | { like: string }): Promise<MailServer> => {
    if (!('like' in server)) return server;
    const other = (await present()).find(({ id, channel }) => id === server.like && channel === 'email');
    if (!other) throw invalidField('settings.server', 'expected a recipient by e-mail');
    return other.settings['server'] as MailServer;
  };

  const list = serve('GET /api/recipients', async () => ({
    recipients: (await present()).map(({ settings, reports = {}, ...recipient }) => ({
      ...recipient,
      reports: reportsOf({ reports }),
      address: addressOf(recipient.channel, settings),
      rules: withLists(recipient.rules),
    })),
  }));

  const create = serve('POST /api/recipients', async ({ body: { settings, reports: asked = [], ...body }, who }) => {
    const { channel, ...given } = await sound(settings, body.allowLocal);
    const reports = reportsSince(asked, channel, {}, now());
    const secret = channel === 'webhook' ? newWebhookSecret() : undefined;
    const kept = { ...given, ...(secret !== undefined && { secret }) };
    const id = await vault.createRecipient({ ...body, reports, channel, settings: kept, by: who.name, now: now() });
    return { id, ...(secret !== undefined && { secret }) };
  });

  const change = serve(
    'PUT /api/recipients/:id',
    async ({ params: { id }, body: { settings, reports: kinds, ...body }, who }) => {
      const before = await found(id);
      // Those that stay, too: the permission for the own network may be gone. The form has checked their shape.
      const asked = settings ?? ({ channel: before.channel, ...before.settings } as ChannelSettings);
      const { channel, ...given } = await sound(asked, body.allowLocal);
      const reports = reportsSince(kinds ?? reportsOf(before), channel, before.reports ?? {}, now());
      const former = before.settings['secret'];
      const isNew = channel === 'webhook' && typeof former !== 'string';
      const secret = channel === 'webhook' ? (isNew ? newWebhookSecret() : former) : undefined;
      const kept = { ...given, ...(secret !== undefined && { secret }) };
      if (!(await vault.changeRecipient({ id, ...body, reports, channel, settings: kept, by: who.name, now: now() })))
        throw unknown();
      return { id, ...(isNew && typeof secret === 'string' && { secret }) };
    },
  );

  const remove = serve('DELETE /api/recipients/:id', async ({ params: { id }, who }) => {
    if (!(await vault.removeRecipient({ id, by: who.name, now: now() }))) throw unknown();
    return undefined;
  });

  const test = serve('POST /api/recipients/:id/test', async ({ params: { id }, who }) => {
    const recipient = await found(id);
    await vault.noteTested({ id, by: who.name, now: now() });
    const outcome = await send(recipient, testMessage(`notice/test/${newId()}`, recipient.language, now()));
    return outcome.ok
      ? { ok: true, detail: outcome.detail }
      : { ok: false, reason: outcome.reason, ...(outcome.detail !== undefined && { detail: outcome.detail }) };
  });

  const notices = serve('GET /api/notices', async () => {
    const names = new Map((await vault.storedRecipients()).map(({ id, name }) => [id, name]));
    const rows = [...book.notices.values()].toSorted((a, b) => b.at - a.at).slice(0, MOST_ROWS);
    const notices = rows.map((state) => rowOf(state, names.get(state.recipient) ?? state.recipient));
    return { notices, count: book.notices.size };
  });

  const retry = serve('POST /api/notices/retry', async ({ body: { alert, recipient, notice }, who }) => {
    const key = noticeId(alert, recipient, notice);
    const state = book.notices.get(key);
    if (!state || state.sentAt !== undefined || !isSettled(state))
      throw new Problem('not-found', 'there is no notice to be tried again');
    await found(recipient);
    const { attempt, channel } = state;
    const id = `${key}/${attempt}/retried`;
    await intake.write([{ type: 'notice.retried', id, alert, recipient, via: channel, notice, attempt }], who.name);
    return undefined;
  });

  return [list, create, change, remove, test, notices, retry];
}

const unknown = (): Problem => new Problem('not-found', 'there is no recipient with this id');

const reportsOf = ({ reports = {} }: Pick<StoredRecipient, 'reports'>): ReportKind[] =>
  reportKinds.filter((kind) => reports[kind] !== undefined);

/** What is newly asked for is sent from now on. Throws Problem `bad-parameters` for a channel that carries no files. */
function reportsSince(
  kinds: readonly ReportKind[],
  channel: NoticeChannel,
  before: ReportsSince,
  now: number,
): ReportsSince {
  if (kinds.length > 0 && channel !== 'email')
    throw invalidField('reports', 'expected none: reports go by e-mail only');
  return Object.fromEntries(kinds.map((kind) => [kind, before[kind] ?? now]));
}

const withLists = ({ queues, counties, ...rules }: StoredRecipient['rules']) => ({
  ...rules,
  queues: [...queues],
  counties: [...counties],
});

function rowOf(state: NoticeState, name: string): NoticeRow {
  const { alert, recipient, notice, channel, attempt, at, sentAt, failed } = state;
  const facts = { alert, recipient, name, notice, channel, attempt, at };
  if (sentAt !== undefined) return { ...facts, state: 'sent' };
  if (failed?.attempt !== attempt) return { ...facts, state: 'sending' };
  const { reason, detail, next } = failed;
  return {
    ...facts,
    state: isSettled(state) ? 'dead' : 'waiting',
    reason,
    ...(detail !== undefined && { detail }),
    ...(next !== undefined && { next }),
  };
}

/** Where a channel leads, without what may be secret: the path of a hook, a token, a person's number or mailbox. */
function addressOf(channel: StoredRecipient['channel'], settings: StoredRecipient['settings']): string {
  if (channel === 'email') return shownMailbox(settings['to']);
  if (channel === 'phone') return `ami://${String(settings['host'])}:${String(settings['port'])}`;
  const base = settings[channel === 'bot' ? 'base' : 'url'];
  return shownAddress(typeof base === 'string' ? base : undefined);
}

/** Throws Problem `bad-parameters` with the field. */
function requireSound(settings: Exclude<ChannelSettings, { channel: 'email' }>, allowLocal: boolean): void {
  const refuse = (field: string, why: string | undefined): void => {
    if (why !== undefined) throw invalidField(`settings.${field}`, why);
  };
  switch (settings.channel) {
    case 'webhook':
      return refuse('url', whyNoAddress(settings.url, allowLocal));
    case 'bot':
      refuse('base', whyNoAddress(settings.base, allowLocal));
      return refuse(
        'token',
        /^[\w:-]+$/.test(settings.token) ? undefined : 'expected the token as the bot’s maker got it',
      );
    case 'phone':
      return requireSoundPhone(settings, allowLocal, refuse);
    case 'sms': {
      const { url, fields, headers } = settings;
      refuse('url', whyNoAddress(url, allowLocal));
      if (!Object.values(fields).some((value) => value.includes('{text}')))
        refuse('fields', 'expected a field with {text} in it');
      for (const [name, value] of Object.entries(headers)) refuse('headers', whyNoHeader(name, value));
    }
  }
}

function requireSoundPhone(
  { dial, context, callerNumber }: Extract<ChannelSettings, { channel: 'phone' }>,
  allowLocal: boolean,
  refuse: (field: string, why: string | undefined) => void,
): void {
  const unless = (isRight: boolean, why: string): string | undefined => (isRight ? undefined : why);
  if (!allowLocal)
    throw invalidField('allowLocal', 'expected the permission: a telephone system lies in the own network');
  // A comma or an ampersand would dial more than one, a bracket evaluate what stands in it.
  refuse('dial', unless(/^[A-Za-z0-9]+\/[A-Za-z0-9@._+*#:/-]+$/.test(dial), 'expected a channel such as PJSIP/1201'));
  refuse('context', unless(/^[A-Za-z0-9_-]+$/.test(context), 'expected the name of a dialplan context'));
  if (callerNumber !== undefined)
    refuse('callerNumber', unless(/^\d{2,15}$/.test(callerNumber), 'expected 2 to 15 Latin digits'));
}

function whyNoHeader(name: string, value: string): string | undefined {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return undefined;
  } catch {
    return 'expected names and values that a header may have';
  }
}
