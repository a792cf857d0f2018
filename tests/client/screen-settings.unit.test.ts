// What a screen keeps of its settings, and when it sounds.
import { describe, expect, it } from 'vitest';
import { actingIn, isNewlyActing } from '../../client/sound/newly-acting.ts';
import { readKept } from '../../client/state/kept-settings.ts';
import type { AlertOnBoard } from '../../shared/board.ts';

describe('kept settings', () => {
  it('are read as they were written', () => {
    const kept = { theme: 'light', size: 'large', sound: true, page: 'rotate', rotateSeconds: 30 };
    expect(readKept(JSON.stringify(kept))).toEqual(kept);
    expect(readKept(undefined)).toEqual({});
  });
  it('are not read from an unknown format', () => {
    for (const text of ['', '{', 'null', '7', '[]', '{"theme":"neon","size":3,"sound":"on","page":"sittings"}'])
      expect(readKept(text), text).toEqual({});
    for (const rotateSeconds of [0, 4, 601, 20.5, '20', null])
      expect(readKept(JSON.stringify({ rotateSeconds }))).toEqual({});
  });
});

describe('a sound', () => {
  const alert = (level: AlertOnBoard['level']): AlertOnBoard => ({
    rule: 'waiting',
    level,
    subject: 'samad-sari',
    since: 0,
    value: 12,
    limit: 12,
    step: 1,
  });
  const calm = actingIn({ 'waiting/a/1': alert('watch') });
  const acting = actingIn({ 'waiting/a/1': alert('act') });

  it('is due when an alert asks to act that did not a moment ago', () => {
    expect(isNewlyActing(calm, acting)).toBe(true);
    expect(isNewlyActing(acting, actingIn({ 'waiting/a/1': alert('act'), 'waiting/b/1': alert('act') }))).toBe(true);
  });
  it('is not due for what was there before, for what went, or at the first sight of a board', () => {
    expect(isNewlyActing(acting, acting)).toBe(false);
    expect(isNewlyActing(acting, calm)).toBe(false);
    expect(isNewlyActing(undefined, acting)).toBe(false);
  });
});
