// B8: one citizen's number is hidden in every part of every line of a queue_log, and looked for in all that is kept.
import { expect, it } from 'vitest';
import { keyedBy } from '../../../server/keyed.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { AT } from '../../support/example-events.ts';
import { holdsNumber, local, numbers, textDisguises } from '../../support/pii-canary.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';
import { everyFew } from '../../support/random-runs.ts';

const keyed = keyedBy('a key of this test');

it('a number in any part of any line is in no event and not on the board', () => {
  const epoch = Math.floor(AT / 1000);
  const lines = [
    `${epoch}|${epoch}.1|samad|NONE|ENTERQUEUE||01133221100|1`,
    `${epoch + 4}|${epoch}.1|samad|Desk/1|RINGNOANSWER|4000`,
    `${epoch + 9}|${epoch}.1|samad|Desk/1|CONNECT|9|${epoch + 4}.3|5`,
    `${epoch + 60}|${epoch}.1|samad|Desk/1|COMPLETECALLER|9|51|1`,
    `${epoch + 70}|${epoch}.2|samad|NONE|ENTERQUEUE||01133221100|1`,
    `${epoch + 90}|${epoch}.2|samad|NONE|ABANDON|1|1|20`,
  ];
  const fields = lines.flatMap((line, row) => line.split('|').map((_, column) => ({ row, column })));
  for (const { row, column } of everyFew(fields))
    for (const number of [...numbers, local])
      for (const disguise of textDisguises(number)) {
        const log = createReplayLog();
        const translator = createTranslator({
          system: 'pbx111',
          names: createNames(plainProfile, keyed),
          recall: log.recall,
        });
        log.startDay(AT);
        for (const [i, line] of lines.entries()) {
          const parts = line.split('|');
          if (i === row) parts[column] = String(disguise(parts[column]));
          log.store(translator.read(parts.join('|'), AT), 'pbx111');
        }
        const where = `line ${row}, part ${column}: ${String(disguise('…'))}`;
        expect(holdsNumber([log.events, log.fold.board]), where).toBe(false);
      }
});
