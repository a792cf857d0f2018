// A server that will be killed: appends to the log at its first argument and prints each acknowledged id, at once.
// Arguments: path, seed, round.
import { writeSync } from 'node:fs';
import { joined } from '../support/joined-calls.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { openLog } from '../support/log-folder.ts';

const [path = '', seed = '0', round = '0'] = process.argv.slice(2);
const random = seededRandom(Number(seed));
const { log } = openLog(path);
writeSync(1, 'open\n');
let next = 0;

async function writer(): Promise<never> {
  for (;;) {
    const from = next;
    const count = 1 + Math.floor(random() * 20);
    next += count;
    // Now and then what an earlier round has said already is said again.
    const repeats = random() < 0.2 && Number(round) > 0 ? [named(Number(round) - 1, Math.floor(random() * 50))] : [];
    const events = [...Array.from({ length: count }, (_, n) => named(Number(round), from + n)), ...repeats];
    await log.append(events);
    writeSync(1, events.map(({ id }) => `${id}\n`).join(''));
  }
}

function named(ofRound: number, n: number) {
  return joined(ofRound * 1_000_000 + n);
}

await Promise.all(Array.from({ length: 4 }, writer));
