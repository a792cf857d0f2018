// What is said of desks that ask for help, in Persian.
export const fa = {
  title: 'درخواست کمک',
  since: (clock: string) => `از ساعت ${clock}`,
  take: 'رسیدگی می‌کنم',
  takeFor: (desk: string) => `رسیدگی می‌کنم: ${desk}`,
  taken: (name: string, clock: string) => `${name} ساعت ${clock} رسیدگی را پذیرفت`,
  takenBySomebody: (clock: string) => `ساعت ${clock} پذیرفته شد`,
};
export type Messages = typeof fa;
