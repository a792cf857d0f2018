// The real application with a real vault, whose people are in a directory.
import { createDirectories, type Directories } from '../../server/directory/directories.ts';
import { readDirectories } from '../../server/directory/settings.ts';
import type { AccessOptions } from '../../server/http/access.ts';
import { startAccessApi, type AccessApi } from './access-api.ts';

/** Where people would open it; tests go to its port instead. */
export const ORIGIN = 'http://wall.example.ir';

export async function startDirectoryApi(
  environment: Record<string, string>,
  access: Partial<AccessOptions> = {},
): Promise<AccessApi & { directories: Directories }> {
  const faults: string[] = [];
  const settings = readDirectories({ environment, origin: ORIGIN, faults });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  let directories: Directories | undefined;
  const api = await startAccessApi({
    access: (vault, now) => {
      directories = createDirectories({
        settings,
        vault,
        isSource: (name) => name === 'pbx111',
        now,
        log: { warn: () => {}, info: () => {}, error: () => {} },
      });
      return { ...access, directories };
    },
  });
  if (directories === undefined) throw new Error('expected directories');
  return Object.assign(api, { directories });
}
