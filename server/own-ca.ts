// The authority that signed the certificates of the house: CA_FILE. It is trusted beside the usual ones, for the directory, the OpenID
// provider, mail and whatever else this server connects to by TLS.
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Returns what is wrong with the file. */
export function trustAlso(path: string | undefined): string | undefined {
  const file = path?.trim();
  if (!file) return undefined;
  try {
    const found = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    if (found.length === 0) return `CA_FILE: expected certificates in PEM in ${file}, got none`;
    for (const certificate of found) void new X509Certificate(certificate);
    setDefaultCACertificates([...getCACertificates('default'), ...found]);
    return undefined;
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'error';
    return `CA_FILE: expected a file of certificates that can be read, got ${file} (${why})`;
  }
}
