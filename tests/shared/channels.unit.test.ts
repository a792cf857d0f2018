// The channels of a province: the four that are built in, and its own.
import { describe, expect, it } from 'vitest';
import { channelsOf, shownChannels, topChannels } from '../../shared/channels.ts';

const own = { ceremony: { fa: 'مراسم', en: 'Ceremonies', match: [] } };

describe('channels', () => {
  it('are the built-in four and then the province’s own; one that only the log knows stands under its id', () => {
    const names = channelsOf(own);
    expect(Object.keys(names)).toEqual(['phone', 'message', 'visit', 'post', 'ceremony']);
    expect(shownChannels({ ceremony: 3, trip: 2, unknown: 1 }, names, false)).toEqual([
      ...['phone', 'message', 'visit', 'post', 'ceremony', 'trip', 'unknown'],
    ]);
  });
  it('are summed up where there is room for few: the greatest in their order, the rest together, and none is lost', () => {
    const counts = { phone: 50, message: 9, visit: 4, post: 0, ceremony: 8, trip: 7, desk: 6, unknown: 1 };
    const shown = Object.keys(counts);
    expect(topChannels(shown, counts, 8)).toEqual({ shown });
    expect(topChannels(shown, counts, 6)).toEqual({
      shown: ['phone', 'message', 'ceremony', 'trip', 'unknown'],
      others: { channels: 3, count: 10 },
    });
  });
});
