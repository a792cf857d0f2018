import { describe, expect, it } from 'vitest';
import { latinDigits } from '../../shared/digits.ts';

describe('digits', () => {
  it('of Persian and Arabic keyboards become Latin, and nothing else changes', () => {
    expect(latinDigits('۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ 0189 الف٫')).toBe('0123456789 0123456789 0189 الف٫');
  });
});
