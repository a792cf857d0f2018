// What fields of passwords and imports of tables say in Persian.
export const fa = {
  password: { show: 'نمایش رمز', hide: 'پنهان کردن رمز' },
  table: {
    text: 'جدول',
    file: 'یا از پرونده',
    choose: 'برگزیدن پرونده',
    preview: 'پیش‌نمایش',
    line: 'سطر',
    notUnderstood: (count: string) => `${count} سطر فهمیده نشد و ثبت نمی‌شود`,
    nothing: 'چیزی برای ثبت نیست.',
  },
};
export type Messages = typeof fa;
