// What a request says of who sends it, bent: read, or taken for nobody.
import { it } from 'vitest';
import { credentialsFrom } from '../../server/access/authentication.ts';
import { browserLabel } from '../../server/access/browser-label.ts';
import { networkOf } from '../../server/access/network.ts';
import { isOwnOrigin, originFault } from '../../server/access/origin.ts';
import { readEmailAddress } from '../../shared/email-address.ts';
import { bentText } from './chance.ts';
import { numberIn } from './number-passed.ts';
import { fuzz, WITHIN } from './run.ts';

it('credentials, addresses and names of browsers are read from anything', WITHIN, async () => {
  await fuzz('credentials and addresses', (chance) => {
    const text = bentText(
      chance.pick([
        'Bearer wb_abc',
        'wallboard111=x; __Host-wallboard111=y',
        '2001:db8::1',
        '10.0.0.1',
        'https://a:1',
        'a@b.ir',
      ]),
      chance,
    );
    credentialsFrom({ authorization: chance.yes(0.5) ? text : undefined, cookie: text });
    networkOf(text);
    const label = browserLabel(text);
    if (numberIn(label) !== undefined) throw new Error(`a number in ${label}`);
    isOwnOrigin(text, bentText('wall.example:3000', chance), chance.yes(0.5) ? 'https://wall.example' : undefined);
    originFault(text, 'wall.example', undefined);
    return 'address' in readEmailAddress(text) ? 'address' : 'none';
  });
});
