// What a test found, step by step. What the other side sent is cut to a short printable piece: an address may lead to any
// service of the network, whose answers are nobody's business.
import type { TestStep } from '../../shared/api/telephony.ts';
import { sentenceOf, type StepCode } from './sentences.ts';

export type Finding = Omit<TestStep, 'ok' | 'message' | 'code'> & { code: StepCode };

export function createSteps(host: string, port: number) {
  const steps: TestStep[] = [];
  const add = (finding: Finding): void =>
    void steps.push({ ...finding, ok: finding.state === 'good', message: sentenceOf(finding, { host, port }) });
  return {
    all: (): TestStep[] => steps,
    has: (name: TestStep['step']): boolean => steps.some(({ step }) => step === name),
    add,
    good: (step: TestStep['step'], code: StepCode, more: Partial<Finding> = {}): void =>
      add({ ...more, step, code, state: 'good' }),
    open: (step: TestStep['step'], code: StepCode, more: Partial<Finding> = {}): void =>
      add({ ...more, step, code, state: 'open' }),
    bad: (step: TestStep['step'], code: StepCode, more: Partial<Finding> = {}): void =>
      add({ ...more, step, code, state: 'bad' }),
  };
}
export type Steps = ReturnType<typeof createSteps>;

/** At most this much of what a foreign service sent is shown. */
const MOST_SHOWN = 40;

/** Of the first line what is printable ASCII. */
export const printable = (text: string): string =>
  (text.trim().split(/[\r\n]/, 1)[0] ?? '')
    .replace(/[^\x20-\x7e]+/g, '')
    .slice(0, MOST_SHOWN)
    .trim();
