// Which build runs here, as labels of `wallboard_build_info`.
import { readFileSync } from 'node:fs';
import { PROTOCOL } from '../../shared/wire.ts';
import { FOLD_VERSION } from '../board/fold.ts';

export function buildLabels(province: string): Record<string, string> {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return { version, node: process.version, protocol: String(PROTOCOL), fold: String(FOLD_VERSION), province };
}
