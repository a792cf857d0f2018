import { generate } from 'lean-qr';
import { expect, it } from 'vitest';
import { terminalQr } from '../../server/demo/terminal-qr.ts';

it('each line has two rows of modules, with four white ones around the code', () => {
  const link = 'http://192.0.2.7:3000/#code=c111_abcdefghijklmnopqrstuv';
  const code = generate(link);
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');
  const lines = terminalQr(link).replace(escapes, '').split('\n');
  const isDark = (x: number, y: number): boolean => {
    const char = lines[Math.floor(y / 2)]?.[x];
    return char === '█' || char === (y % 2 === 0 ? '▀' : '▄');
  };
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([code.size + 8]));
  for (let y = 0; y < lines.length * 2; y++)
    for (let x = 0; x < code.size + 8; x++) expect(isDark(x, y)).toBe(code.get(x - 4, y - 4));
});
