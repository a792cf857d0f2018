// A text message by the web service of any gateway: a POST with fields, in which {text} and {to} stand for what is sent.
import type { Message, Outcome } from './outcome.ts';
import { outcomeOf, post } from './post.ts';

export type SmsSettings = {
  url: string;
  format: 'form' | 'json';
  fields: Readonly<Record<string, string>>;
  headers: Readonly<Record<string, string>>;
  to: string;
};

export async function sendSms(settings: SmsSettings, message: Message, allowLocal: boolean): Promise<Outcome> {
  const { url, format, headers } = settings;
  const fields = filled(settings, message);
  const isJson = format === 'json';
  const result = await post({
    url,
    allowLocal,
    body: isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
    headers: { ...headers, 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded' },
  });
  if ('failed' in result) return result.failed;
  const outcome = outcomeOf(result.answer);
  if (outcome.ok) return outcome;
  const { status } = result.answer;
  return { ...outcome, final: status >= 400 && status < 500 && status !== 408 && status !== 429 };
}

/** Fields with their placeholders filled in one pass, so that nothing in a text is taken for a placeholder. */
function filled({ fields, to }: SmsSettings, { title, text, id }: Message): Record<string, string> {
  const values: Readonly<Record<string, string>> = { text: `${title}\n${text}`, to, id };
  return Object.fromEntries(
    Object.entries(fields).map(([name, template]) => [
      name,
      template.replace(/\{(text|to|id)\}/g, (_all, key: string) => values[key] ?? ''),
    ]),
  );
}
