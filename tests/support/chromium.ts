// Where Chromium is: what CHROMIUM names, or the first browser of its kind on PATH.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Chromium without what it draws around a page: it opens one in half the time. */
const SHELL = 'chromium-headless-shell';
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome'];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run
  }
};

export const isShell = (file: string): boolean => path.basename(file) === SHELL;

/** The full path, or undefined when there is none to run. `best`: which is looked for first; the other will do. */
export function findChromium(best: 'shell' | 'whole' = 'shell'): string | undefined {
  const told = process.env['CHROMIUM'];
  if (told) return isProgram(told) ? told : undefined;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const names = best === 'shell' ? [SHELL, ...WHOLE] : [...WHOLE, SHELL];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}
