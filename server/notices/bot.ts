// A message by a bot of Telegram, Bale, or another with the same API: https://core.telegram.org/bots/api#sendmessage. The
// token is part of the address, so the address is never shown or logged.
import type { Message, Outcome } from './outcome.ts';
import { outcomeOf, patienceOf, post, type Answer } from './post.ts';

export type BotSettings = { base: string; token: string; chat: string };

export async function sendBotMessage(
  { base, token, chat }: BotSettings,
  { title, text }: Message,
  allowLocal: boolean,
): Promise<Outcome> {
  const result = await post({
    url: `${base.replace(/\/+$/, '')}/bot${token}/sendMessage`,
    allowLocal,
    body: JSON.stringify({ chat_id: chat, text: `${title}\n${text}` }),
    headers: { 'content-type': 'application/json' },
  });
  if ('failed' in result) return result.failed;
  const { answer } = result;
  const outcome = outcomeOf(answer);
  const said = read(answer);
  // A gateway may answer 200 and refuse in the body.
  if (outcome.ok) return said.ok === false ? { ok: false, reason: 'refused', ...detail(said, answer) } : outcome;
  // A wrong token, a blocked bot or an unknown chat do not mend themselves; 429 and 5xx do.
  const final = answer.status === 401 || answer.status === 403 || answer.status === 400 || answer.status === 404;
  const seconds = said.parameters?.retry_after;
  const afterMs = typeof seconds === 'number' ? patienceOf(seconds) : undefined;
  return {
    ...outcome,
    ...detail(said, answer),
    final,
    ...(afterMs !== undefined && { afterMs }),
  };
}

type Said = { ok?: unknown; description?: unknown; parameters?: { retry_after?: unknown } };

function read({ text }: Answer): Said {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {}; // Not an answer of such a server.
  }
}

const detail = ({ description }: Said, { status }: Answer): { detail: string } => ({
  detail: typeof description === 'string' ? `${status} ${description.slice(0, 120)}` : String(status),
});
