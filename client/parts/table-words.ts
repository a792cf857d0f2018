// What every import of a table says.
import { plural } from '../text/plural.ts';
import type { Lang } from '../text/numerals.ts';

export const tableWords: Record<
  Lang,
  {
    text: string;
    file: string;
    choose: string;
    preview: string;
    line: string;
    notUnderstood: (count: string) => string;
    nothing: string;
  }
> = {
  fa: {
    text: 'جدول',
    file: 'یا از پرونده',
    choose: 'برگزیدن پرونده',
    preview: 'پیش‌نمایش',
    line: 'سطر',
    notUnderstood: (count) => `${count} سطر فهمیده نشد و ثبت نمی‌شود`,
    nothing: 'چیزی برای ثبت نیست.',
  },
  en: {
    text: 'Table',
    file: 'or from a file',
    choose: 'Choose a file',
    preview: 'Preview',
    line: 'Line',
    notUnderstood: (count) => `${plural(count, 'row was', 'rows were')} not understood and will not be saved`,
    nothing: 'There is nothing to save.',
  },
};
