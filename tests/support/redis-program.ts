// Where redis-server is: what REDIS_SERVER names, or the one on PATH.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run
  }
};

/** The full path, or undefined when there is none to run. */
export function findRedis(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const told = environment['REDIS_SERVER'];
  if (told) return isProgram(told) ? told : undefined;
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, 'redis-server')).find(isProgram);
}
