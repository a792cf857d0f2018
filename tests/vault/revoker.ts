// Another process that takes something away in the vault. Arguments: folder, `account`, `token` or `display`, name or id.
import { openVault } from '../../server/vault/vault.ts';

const [dir = '', what = '', id = ''] = process.argv.slice(2);
const vault = openVault(dir);
const done = { id, name: id, by: 'command-line', now: Date.now() };
if (what === 'account') vault.revokeAccount(done);
else if (what === 'token') vault.revokeToken(id, done.now, done.by);
else if (what === 'display') vault.revokeDisplay(done);
else throw new Error(`expected account, token or display, got "${what}"`);
vault.close();
