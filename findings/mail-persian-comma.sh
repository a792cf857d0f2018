#!/usr/bin/env bash
# Tried: nodemailer 10.6.1 sends an alert to two people, as an office types them: parted by the Persian comma (،), by the Persian
# semicolon (؛), or one a line. smtp-server 3.21.6 receives.
# Expected: two recipients as with "," and ";"; or an error, since such a list is none by the standard.
# Seen: the first one gets the message, the other is dropped without a trace: sendMail resolves, accepted has one address, rejected is
# empty. The Latin "," and ";" give two.
# Why it matters: in the settings of a Persian program the Persian comma is what the keyboard gives. The alert that callers wait too
# long never reaches the second person, and every log says that it was delivered. Take lists apart before nodemailer sees them.
# Needs Node 20 or newer and npm; no root.
set -eu
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
npm install --loglevel=error --no-audit --no-fund --ignore-scripts --prefix "$dir" nodemailer@10.6.1 smtp-server@3.21.6 > /dev/null
cat > "$dir/finding.mjs" <<'EOF'
import assert from 'node:assert/strict';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';

let received;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    received = session.envelope.rcptTo.map((recipient) => recipient.address);
    stream.resume().on('end', () => done());
  },
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const transport = nodemailer.createTransport({ host: '127.0.0.1', port: server.server.address().port, ignoreTLS: true });
const seen = {};
for (const [name, between] of Object.entries({ comma: ', ', semicolon: '; ', persianComma: '، ', persianSemicolon: '؛ ', lineEnd: '\n' })) {
  const sent = await transport.sendMail({ from: 'wall@example.ir', to: `ali@example.ir${between}sara@example.ir`, subject: 'Alert', text: '5 wait' });
  seen[name] = { received: received.length, accepted: sent.accepted.length, rejected: sent.rejected.length };
}
server.close();
console.table(seen);

const both = { received: 2, accepted: 2, rejected: 0 };
const first = { received: 1, accepted: 1, rejected: 0 };
assert.deepEqual(seen, { comma: both, semicolon: both, persianComma: first, persianSemicolon: first, lineEnd: first }, 'lists are taken apart otherwise now');
console.log('ok: after a Persian comma the second recipient is dropped without an error');
EOF
node "$dir/finding.mjs"
