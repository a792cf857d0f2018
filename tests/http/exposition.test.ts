import { expect, it } from 'vitest';
import { exposed } from '../../server/http/metrics.ts';

it('a label keeps quotes, backslashes and line ends, and a metric without samples is not there', () => {
  const help = 'Two\nlines.';
  expect(
    exposed([
      { name: 'a', help, type: 'gauge', samples: [{ labels: { queue: 'a"b\\c\nd', outcome: 'x' }, value: 1.5 }] },
      { name: 'b', help, type: 'counter', samples: [] },
    ]),
  ).toBe('# HELP a Two\\nlines.\n# TYPE a gauge\na{queue="a\\"b\\\\c\\nd",outcome="x"} 1.5\n');
});
