// A thread that opens new vaults at the very moment another one does. workerData: folder, rounds, threads, and a shared counter.
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { openVault } from '../../server/vault/vault.ts';

type Race = { dir: string; rounds: number; threads: number; arrived: Int32Array };
const { dir, rounds, threads, arrived } = workerData as Race;

for (let round = 1; round <= rounds; round++) {
  Atomics.add(arrived, 0, 1);
  while (Atomics.load(arrived, 0) < round * threads);
  openVault(join(dir, String(round))).close();
}
