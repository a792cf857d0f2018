// A paired display as the server lists it, and what a supervisor wishes of it.
import type { Display } from '../../shared/api/displays.ts';
import type { DisplayPage } from '../../shared/role.ts';
import type { ScreenSettings } from '../../shared/settings.ts';

export type { Display };

export type DisplayDraft = {
  name: string;
  page: DisplayPage;
  area: 'whole' | 'some';
  /** Kept while the whole province is chosen, so that a change of mind loses nothing. */
  counties: readonly string[];
  /** Undefined while nobody has set anything. */
  settings: ScreenSettings | undefined;
};

export const newDraft: DisplayDraft = { name: '', page: 'wall', area: 'whole', counties: [], settings: undefined };

export const draftOf = ({ name, page, counties, settings }: Display): DisplayDraft => ({
  name,
  page,
  area: counties ? 'some' : 'whole',
  counties: counties ?? [],
  settings,
});

export const nameFits = ({ name }: DisplayDraft): boolean => name.trim() !== '' && name.trim().length <= 60;
export const areaFits = ({ area, counties }: DisplayDraft): boolean => area === 'whole' || counties.length > 0;

/** What is sent when it is paired: no counties for the whole province. */
export const asNew = ({ name, page, area, counties, settings }: DisplayDraft) => ({
  name: name.trim(),
  page,
  ...(area === 'some' && { counties }),
  ...(settings && { settings }),
});
/** What is sent when it is changed: null takes the counties away. */
export const asChange = ({ name, page, area, counties, settings }: DisplayDraft) => ({
  name: name.trim(),
  page,
  counties: area === 'some' ? counties : null,
  ...(settings && { settings }),
});
