// The settings that a browser keeps, read as what they are: text that anybody may have written.
import { wallPages, type WallPage } from '../../shared/role.ts';
import { textSizes, rotation, themes, type ScreenSettings } from '../../shared/settings.ts';

export type Kept = Omit<ScreenSettings, 'lang'> & { page?: WallPage | 'rotate' };
const startPages = [...wallPages, 'rotate'] as const;

/** Whatever cannot be read counts as not chosen. */
export function readKept(text: string | undefined): Kept {
  const kept = parsed(text);
  const theme = themes.find((known) => known === kept['theme']);
  const size = textSizes.find((known) => known === kept['size']);
  const page = startPages.find((known) => known === kept['page']);
  const { sound, rotateSeconds: seconds } = kept;
  return {
    ...(theme && { theme }),
    ...(size && { size }),
    ...(page && { page }),
    ...(typeof sound === 'boolean' && { sound }),
    ...(typeof seconds === 'number' && isTurn(seconds) && { rotateSeconds: seconds }),
  };
}

const isTurn = (seconds: number): boolean =>
  Number.isInteger(seconds) && seconds >= rotation.least && seconds <= rotation.most;

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
