// Whether the typeface of the screens has come: what was measured before has to be measured again.
import { forgetWidths } from './text-width.ts';

class Typeface {
  /** Grows when widths have changed. */
  edition = $state(0);

  constructor() {
    const families = ["500 22px 'Vazirmatn Variable'", "800 22px 'Vazirmatn Variable'"];
    if (families.every((font) => document.fonts.check(font, 'ساری ۱ Sari 1'))) return;
    void Promise.all(families.map((font) => document.fonts.load(font, 'ساری ۱ Sari 1'))).then(
      () => {
        forgetWidths();
        this.edition += 1;
      },
      () => undefined,
    );
  }
}
export const typeface = new Typeface();
