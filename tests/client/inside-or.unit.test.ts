// A fresh login leads nowhere but into this site.
import { expect, it } from 'vitest';
import { insideOr } from '../../client/state/inside-or.ts';

const origin = 'https://wall.example.ir';

it.each(['/', '/displays?code=XPK34C', '/sittings#now', '/account', '/?lang=en'])('leads to %s', (path) => {
  expect(insideOr(path, '/home', origin)).toBe(origin + path);
});

it.each([
  null,
  '',
  'sittings',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example/phish',
  '/\t\\evil.example',
  '\t//evil.example',
  'https://evil.example',
  'https://wall.example.ir.evil.example',
  'javascript:alert(1)',
  '//user@evil.example',
  '/\t/[',
])('leads home instead of to %j', (path) => {
  expect(insideOr(path, '/home', origin)).toBe('/home');
});

it.each(['/.//evil.example', '/x/..//evil.example'])('stays inside for %s, whose short form names a host', (path) => {
  expect(new URL(insideOr(path, '/home', origin), origin).origin).toBe(origin);
});
