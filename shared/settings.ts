// Language and looks of one screen. Supervisors set those of a paired display; on any other screen its user does.

export const languages = ['fa', 'en'] as const;
/** `system`: as the device wishes. */
export const themes = ['dark', 'light', 'system'] as const;
export const textSizes = ['usual', 'large'] as const;
export type Language = (typeof languages)[number];
export type Theme = (typeof themes)[number];
export type TextSize = (typeof textSizes)[number];

/** How long a page of a rotation stands, in seconds. */
export const rotation = { least: 5, usual: 20, most: 600 } as const;

/** What is absent stays as it usually is: Persian, dark, usual print, silent, twenty seconds. */
export type ScreenSettings = {
  lang?: Language | undefined;
  theme?: Theme | undefined;
  size?: TextSize | undefined;
  sound?: boolean | undefined;
  rotateSeconds?: number | undefined;
};
