// npm run lock: writes package-lock.json without the Node versions that packages ask for. npm compares them with the Node that
// runs npm, which is not the one that runs this program: under an older one it warns of many packages and leaves out, without
// a word, the compiled part of the bundler.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';

type Lock = { packages: Record<string, { engines?: unknown }> };

const lock = JSON.parse(readFileSync(FILE, 'utf8')) as Lock;
for (const entry of Object.values(lock.packages)) delete entry.engines;
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
