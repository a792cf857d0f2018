// What every form of a part is given.
import type { ProvinceChange } from '../../shared/province.ts';

export type SavePart = {
  save: (change: ProvinceChange) => Promise<void>;
  oncancel: () => void;
  /** It is no longer as the profile has it. */
  isChanged: boolean;
};
