// Reads a recording from disk: NAME.ami or NAME.ami.gz (every byte that Asterisk sent, connection after connection) and
// NAME.idx (when each chunk of them arrived).
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** `ms`: when, epoch milliseconds of the recorder. `from`, `to`: the bytes of a chunk. */
export type Step = { ms: number; from: number; to: number; type: 'connected' | 'chunk' | 'cut' };
/** `bytes` as latin1, so that one character is one byte. */
export type Recording = { bytes: string; steps: Step[] };

/** `base`: path without `.ami` and `.idx`. Throws when a file is missing or the two do not belong together. */
export function readRecording(base: string): Recording {
  const plain = `${base}.ami`;
  const bytes = (existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`))).toString('latin1');
  const steps = readIndex(readFileSync(`${base}.idx`, 'latin1'));
  const told = steps.at(-1)?.to ?? 0;
  if (told !== bytes.length)
    throw new Error(`${base}: expected ${told} bytes as ${base}.idx says, got ${bytes.length}`);
  return { bytes, steps };
}

/** Lines `<ms> <bytes>`, `<ms> C` (connected) and `<ms> D` (cut off). */
export function readIndex(text: string): Step[] {
  let at = 0;
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, n) => {
      const [, ms, what] = /^(\d+) (\d+|C|D)$/.exec(line) ?? [];
      if (!ms || !what)
        throw new Error(`index line ${n + 1}: expected "<ms> <bytes>", "<ms> C" or "<ms> D", got "${line}"`);
      const from = at;
      at += what === 'C' || what === 'D' ? 0 : Number(what);
      return { ms: Number(ms), from, to: at, type: what === 'C' ? 'connected' : what === 'D' ? 'cut' : 'chunk' };
    });
}
