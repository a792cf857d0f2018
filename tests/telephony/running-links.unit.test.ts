// Which links run while the list of them changes.
import { expect, it } from 'vitest';
import { createRunningLinks } from '../../server/telephony/running-links.ts';
import type { TelephoneLink } from '../../server/telephony/telephone-link.ts';

const link = (name: string, port = 8021): TelephoneLink => ({
  link: name,
  protocol: 'esl',
  host: '127.0.0.1',
  port,
  password: 'p',
});

it('a link that changed starts again, one that is gone stops, and the others run on', () => {
  const told: string[] = [];
  const running = createRunningLinks({
    start: ({ link: name, port }) => {
      told.push(`start ${name} ${port}`);
      return () => told.push(`stop ${name} ${port}`);
    },
    left: ({ link: name, port }) => told.push(`left ${name} ${port}`),
  });
  const take = (): string[] => told.splice(0);
  running.set([link('a'), link('b')]);
  expect(take()).toEqual(['start a 8021', 'start b 8021']);
  running.set([link('a'), link('b', 8022), link('c')]);
  expect(take()).toEqual(['stop b 8021', 'start b 8022', 'start c 8021', 'left b 8021']);
  running.set([link('a'), link('b', 8022), link('c')]);
  expect(take()).toEqual([]);
  running.set([link('c')]);
  expect(take()).toEqual(['stop a 8021', 'stop b 8022', 'left a 8021', 'left b 8022']);
  running.stop();
  expect(take()).toEqual(['stop c 8021']);
});
