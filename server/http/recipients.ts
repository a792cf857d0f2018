// Who gets alerts, by which channel: administrators write it, and their secrets are never shown again.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { ChannelSettings, NoticeRow, Recipient } from '../../shared/api/recipients.ts';
import { noticeId } from '../../shared/notices.ts';
import type { Intake } from '../log/intake.ts';
import { whyNoAddress } from '../notices/address.ts';
import type { Book, NoticeState } from '../notices/book.ts';
import { isSettled } from '../notices/due.ts';
import { shownAddress } from '../notices/post.ts';
import type { Send } from '../notices/send.ts';
import type { Message } from '../notices/outcome.ts';
import { newWebhookSecret } from '../notices/webhook.ts';
import type { StoredRecipient } from '../vault/recipients.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<
    Pick<Vault, 'storedRecipients' | 'createRecipient' | 'changeRecipient' | 'removeRecipient' | 'noteTested'>
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
    if (!recipient) throw new Problem('not-found', 'there is no recipient with this id');
    return recipient;
  };

  const list = serve('GET /api/recipients', async () => ({
    recipients: (await present()).map(({ settings, ...recipient }) => ({
      ...recipient,
      address: addressOf(recipient.channel, settings),
      rules: withLists(recipient.rules),
    })),
  }));

  const create = serve('POST /api/recipients', async ({ body: { settings, ...body }, who }) => {
    requireSound(settings, body.allowLocal);
    const { channel, ...given } = settings;
    const secret = channel === 'webhook' ? newWebhookSecret() : undefined;
    const kept = { ...given, ...(secret !== undefined && { secret }) };
    const id = await vault.createRecipient({ ...body, channel, settings: kept, by: who.name, now: now() });
    return { id, ...(secret !== undefined && { secret }) };
  });

  const change = serve('PUT /api/recipients/:id', async ({ params: { id }, body: { settings, ...body }, who }) => {
    const before = await found(id);
    if (settings) requireSound(settings, body.allowLocal);
    const { channel, ...given } = settings ?? { channel: before.channel, ...before.settings };
    const former = before.settings['secret'];
    const isNew = channel === 'webhook' && typeof former !== 'string';
    const secret = channel === 'webhook' ? (isNew ? newWebhookSecret() : former) : undefined;
    const kept = { ...given, ...(secret !== undefined && { secret }) };
    await vault.changeRecipient({ id, ...body, channel, settings: kept, by: who.name, now: now() });
    return { id, ...(isNew && typeof secret === 'string' && { secret }) };
  });

  const remove = serve('DELETE /api/recipients/:id', async ({ params: { id }, who }) => {
    if (!(await vault.removeRecipient({ id, by: who.name, now: now() })))
      throw new Problem('not-found', 'there is no recipient with this id');
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
    return { notices: rows.map((state) => rowOf(state, names.get(state.recipient) ?? state.recipient)) };
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

/** Where a channel leads, without what may be secret: the path of a hook, a token, a person's number. */
function addressOf(channel: StoredRecipient['channel'], settings: StoredRecipient['settings']): string {
  const base = settings[channel === 'bot' ? 'base' : 'url'];
  return shownAddress(typeof base === 'string' ? base : undefined);
}

/** Throws Problem `bad-parameters` with the field. */
function requireSound(settings: ChannelSettings, allowLocal: boolean): void {
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
    case 'sms': {
      const { url, fields, headers } = settings;
      refuse('url', whyNoAddress(url, allowLocal));
      if (!Object.values(fields).some((value) => value.includes('{text}')))
        refuse('fields', 'expected a field with {text} in it');
      for (const [name, value] of Object.entries(headers)) refuse('headers', whyNoHeader(name, value));
    }
  }
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
