// A QR code of half blocks for a terminal, in black on white whatever its colours: cameras want it so. Pure.
import { generate } from 'lean-qr';

/** Modules of white around it, without which many cameras do not find the code. */
const QUIET = 4;
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const RESET = '\u001b[0m';

export function terminalQr(text: string): string {
  const code = generate(text);
  const lines: string[] = [];
  for (let y = -QUIET; y < code.size + QUIET; y += 2) {
    let line = '';
    for (let x = -QUIET; x < code.size + QUIET; x++) line += half(code.get(x, y), code.get(x, y + 1));
    lines.push(`${BLACK_ON_WHITE}${line}${RESET}`);
  }
  return lines.join('\n');
}

const half = (above: boolean, below: boolean): string => (above ? (below ? '█' : '▀') : below ? '▄' : ' ');
