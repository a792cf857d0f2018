// What a notice says: the words of the screens, in both languages, and nobody's name (B8).
import { describe, expect, it } from 'vitest';
import { emptyBoard, type Board } from '../../shared/board.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import type { AlertState } from '../../server/notices/book.ts';
import { messageOf } from '../../server/notices/text.ts';

const SINCE = Date.parse('2026-11-30T08:05:00+03:30');
const board: Board = {
  ...emptyBoard({ id: 'mazandaran', fa: 'مازندران', en: 'Mazandaran' }, []),
  sittings: { s1: { official: 'مهدی رستمی', from: SINCE, to: SINCE + HOUR, level: 'province' } },
} as unknown as Board;
const alert: AlertState = {
  alert: 'waiting/province/1405-09-09-1',
  rule: 'waiting',
  subject: 'province',
  level: 'act',
  value: 12,
  limit: 10,
  since: SINCE,
  step: 1,
  at: SINCE,
  seen: false,
};

const profile = {
  agencies: {},
  counties: { juybar: { name: { fa: 'جویبار', en: 'Juybar' }, tile: [0, 0] as [number, number], prefixes: [] } },
  topics: { water: { fa: 'آب', en: 'water', match: [] } },
};

function message(
  more: Partial<AlertState>,
  { language = 'en', notice = '1', repeat = false }: { language?: 'fa' | 'en'; notice?: string; repeat?: boolean } = {},
) {
  const facts = { id: 'n', alert: { ...alert, ...more }, notice, repeat, language, at: SINCE };
  return messageOf(facts, { board, utcOffset: () => 210, profile });
}

describe('a notice', () => {
  it('names its level as the screens do', () => {
    expect(message({}).title).toBe('Critical · Wallboard 111 Mazandaran');
    expect(message({ level: 'watch' }, { notice: '1-2' }).title).toBe('Reminder: Warning · Wallboard 111 Mazandaran');
    expect(message({}, { language: 'fa' }).title).toBe('بحرانی · تابلوی ۱۱۱ مازندران');
    expect(message({ level: 'watch' }, { language: 'fa' }).title).toBe('هشدار · تابلوی ۱۱۱ مازندران');
  });

  it('states what, how much, since when, and that it may be a repeat', () => {
    expect(message({}).text).toBe('Waiting in the province\nValue: 12 people, limit: 10 people\nsince 08:05');
    expect(message({}, { repeat: true }).text).toContain('You may have received this message before.');
  });

  it('of a surge names topic and county, its calls and what is usual', () => {
    const surge = { rule: 'topic-surge', subject: 'juybar--water', value: 0.02, calls: 12, usual: 1.2, minutes: 40 };
    expect(message(surge).text).toBe('Surge: water, Juybar\n12 calls in 40 minutes, usually 1.2\nsince 08:05');
    expect(message(surge).data).toMatchObject({ calls: 12, usual: 1.2, minutes: 40 });
    const text = message(surge, { language: 'fa' }).text.replace(/[\u200f\u2066-\u2069]/g, '');
    expect(text.split('\n').slice(0, 2)).toEqual([
      'افزایش ناگهانی تماس: آب، جویبار',
      '۱۲ تماس در ۴۰ دقیقه، معمولاً ۱٫۲',
    ]);
    expect(message({ ...surge, subject: 'gone--water' }).text).toContain('Surge: gone--water');
    expect(message({ ...surge, clearedAt: SINCE }, { notice: 'cleared' }).text).not.toContain('calls');
  });

  it('of the end states when, and no value', () => {
    const { kind, text } = message({ clearedAt: SINCE + 2 * MINUTE }, { notice: 'cleared' });
    expect([kind, text]).toEqual(['cleared', 'Waiting in the province\nover at 08:07']);
  });

  it('B8: names an official by the hour of the sitting', () => {
    for (const language of ['fa', 'en'] as const) {
      const late = message({ rule: 'late-official', subject: 's1' }, { language });
      expect(late.text).toMatch(language === 'fa' ? /۰۸:۰۵/ : /08:05/);
      expect(JSON.stringify(late)).not.toContain('رستمی');
    }
  });
});
