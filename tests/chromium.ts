// Where Chromium is: what CHROMIUM names, or the first browser of its kind on PATH. First the shell, which is Chromium without what
// it draws around a page: it opens one in half the time.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not ours to run
  }
};

/** The full path, or undefined when there is none to run. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const told = environment['CHROMIUM'];
  if (told) return isProgram(told) ? told : undefined;
  const folders = (environment['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isProgram);
}
