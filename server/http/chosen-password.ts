// A password that somebody has just chosen must be none that is guessed first.
import { passwordRefusal, type PasswordContext } from '../access/password-rules.ts';
import { Problem } from './problem.ts';

/** Rejects with Problem, which names the field and, for the form, what is wrong with it. */
export async function requireFitPassword(password: string, context: PasswordContext, field: string): Promise<void> {
  const refusal = await passwordRefusal(password, context);
  if (refusal === undefined) return;
  const { fault, expected } = refusal;
  throw new Problem('bad-parameters', `${field}: ${expected}`, { more: { field, fault } });
}
