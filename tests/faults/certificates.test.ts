// AMI over TLS, and what each wrong certificate or port is called.
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { startTestServer } from '../support/test-server.ts';
import { startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';

const pem = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

/** As if the certificate stood in the file that NODE_EXTRA_CA_CERTS names. */
function trust(cert: string): void {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, cert]);
  onTestFinished(() => tls.setDefaultCACertificates(before));
}

async function over(cert: string) {
  const asterisk = await startOneQueueAsterisk({ tls: { key: pem('key'), cert: pem(cert) } });
  return startTestServer(asterisk.ami('?system=pbx111').replace('ami://', 'amis://'));
}
const reasons = (server: Awaited<ReturnType<typeof startTestServer>>): string =>
  server
    .warnings()
    .map(({ reason }) => String(reason))
    .join('\n');

it('a certificate of an unknown authority is reported as such, with the reason in the log', async () => {
  const server = await over('named');
  const { board } = await server.until('a code', ({ links }) => links['pbx111']?.code !== 'connecting');
  expect(board.links['pbx111']).toMatchObject({ state: 'down', code: 'certificate' });
  expect(reasons(server)).toMatch(/self-signed certificate/);
});

it('a known certificate for another address is reported as such', async () => {
  trust(pem('unnamed'));
  const server = await over('unnamed');
  await server.until('a code', ({ links }) => links['pbx111']?.code === 'certificate-name');
  expect(reasons(server)).toMatch(/altnames/);
});

it('an expired certificate is reported as such', async () => {
  trust(pem('expired'));
  const server = await over('expired');
  await server.until('a code', ({ links }) => links['pbx111']?.code === 'certificate-expired');
});

it('a known certificate for this address is accepted', async () => {
  trust(pem('named'));
  const server = await over('named');
  await server.until('up', ({ links }) => links['pbx111']?.state === 'up');
});

it('TLS at a port that has none is reported as such', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111').replace('ami://', 'amis://'));
  await server.until('a code', ({ links }) => links['pbx111']?.code === 'not-tls');
});

it('a TLS port that is asked without TLS is no AMI, and was not silent all of a sudden', async () => {
  const asterisk = await startOneQueueAsterisk({ tls: { key: pem('key'), cert: pem('named') } });
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await server.until('a code', ({ links }) => links['pbx111']?.code === 'not-ami');
});
