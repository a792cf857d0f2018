// The first steps of every test: whether the address is reached, and over TLS whether its certificate is trusted.
import type { Probed } from './probe.ts';
import type { Steps } from './steps.ts';

/** False where the test ends here. */
export function isReached(steps: Steps, { unreached, there }: Probed): boolean {
  if (unreached !== undefined) {
    steps.bad('reached', unreached);
    return false;
  }
  steps.good('reached', 'reached', { ...(there !== undefined && { detail: there }) });
  return true;
}

/** As `isReached`: no secret is sent where nobody knows who answers. */
export function isTrusted(steps: Steps, pin: string | undefined, probed: Probed): boolean {
  const { certificate, doubt, withoutTls } = probed;
  const bad = (code: Parameters<Steps['bad']>[1]): false => {
    steps.bad('certificate', code, { ...(certificate && { certificate }) });
    return false;
  };
  if (!certificate) return bad(withoutTls ?? 'tls-failed');
  if (pin !== undefined && pin !== certificate.fingerprint) return bad('certificate-changed');
  if (pin === undefined && doubt !== undefined) return bad(doubt);
  steps.good('certificate', pin === undefined ? 'certificate-trusted' : 'certificate-pinned', { certificate });
  return true;
}
