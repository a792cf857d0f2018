// What the rules of alerts are called where they are counted: on the page of alerts and in the reports.
import type { Rule } from './rules.ts';

const fa: Record<Rule, string> = {
  waiting: 'تعداد در صف',
  'longest-wait': 'طولانی‌ترین انتظار',
  'service-level': 'سطح خدمت',
  'abandon-rate': 'قطع در انتظار',
  'late-official': 'تأخیر در شروع نوبت',
  'source-down': 'قطع مرکز تلفن',
  'quiet-source': 'نبود تماس هنگام نوبت',
  'cases-overdue': 'پرونده‌های خارج از مهلت',
  'cases-due': 'پرونده‌های نزدیک به سررسید',
  'topic-surge': 'افزایش ناگهانی تماس‌های یک موضوع',
};

const en: Record<Rule, string> = {
  waiting: 'People waiting',
  'longest-wait': 'Longest wait',
  'service-level': 'Service level',
  'abandon-rate': 'Abandoned calls',
  'late-official': 'Late session start',
  'source-down': 'Telephone system down',
  'quiet-source': 'No call during a session',
  'cases-overdue': 'Cases past their deadline',
  'cases-due': 'Cases due soon',
  'topic-surge': 'Surge of a topic',
};

export const ruleNames = { fa, en } as const;
