// What fields of passwords and imports of tables say in Persian.
export const fa = {
  password: { show: 'نمایش رمز', hide: 'پنهان کردن رمز' },
  table: {
    text: 'جدول',
    file: 'یا از فایل',
    choose: 'انتخاب فایل',
    preview: 'پیش‌نمایش',
    line: 'سطر',
    notUnderstood: (count: string) => `${count} سطر خوانده نشد و ثبت نمی‌شود`,
    nothing: 'موردی برای ثبت وجود ندارد.',
  },
};
export type Messages = typeof fa;
