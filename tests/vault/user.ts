// Another process that has the vault open. Arguments: folder, name, how many tokens. Prints each token, then uses up the
// codes that come on standard input and prints which it got.
import { text } from 'node:stream/consumers';
import { openVault } from '../../server/vault/vault.ts';

const [dir = '', name = '', count = '0'] = process.argv.slice(2);
const vault = openVault(dir);
for (let n = 0; n < Number(count); n++)
  console.log(vault.createToken({ name: `${name}-${n}`, role: 'display', now: 1 }).plain);
for (const code of (await text(process.stdin)).split('\n').filter(Boolean))
  if (vault.useCode(code, 1)) console.log(code);
vault.close();
