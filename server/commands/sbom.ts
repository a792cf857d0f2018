// `npm run -s sbom` prints the list of all packages that the program is made of, in the form of CycloneDX 1.6, from the lock
// file: npm's own `npm sbom` came with npm 10, and Debian has an older one.
import { readFileSync } from 'node:fs';

type Locked = {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
};
type Lock = { name: string; version: string; packages: Record<string, Locked> };

const FOLDER = 'node_modules/';

/** `withDev`: those that only tests and checks use as well. Pure. */
export function sbomOf(lock: Lock, { withDev = false } = {}): object {
  const components = Object.entries(lock.packages)
    .filter(([path, { version, dev }]) => path.includes(FOLDER) && version !== undefined && (withDev || dev !== true))
    .map(([path, one]) => component(path.slice(path.lastIndexOf(FOLDER) + FOLDER.length), one));
  const main = { type: 'application', name: lock.name, version: lock.version, licenses: [{ license: { id: 'MIT' } }] };
  const known = new Map(components.map((one) => [one.purl, one]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { ...main, 'bom-ref': `pkg:npm/${lock.name}@${lock.version}` } },
    components: [...known.values()].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
  };
}

function component(name: string, { version = '', resolved, integrity, license, dev, optional }: Locked) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const [algorithm, digest] = integrity?.split('-') ?? [];
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    scope: dev ? 'excluded' : optional ? 'optional' : 'required',
    // An expression such as "MIT OR Apache-2.0" is no single licence.
    ...(license !== undefined && {
      licenses: [/ (?:OR|AND) /.test(license) ? { expression: license } : { license: { id: license } }],
    }),
    ...(algorithm === 'sha512' &&
      digest !== undefined && { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }),
    ...(resolved !== undefined && { externalReferences: [{ type: 'distribution', url: resolved }] }),
  };
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  process.stdout.write(`${JSON.stringify(sbomOf(lock, { withDev: process.argv.includes('--dev') }), null, 2)}\n`);
}
