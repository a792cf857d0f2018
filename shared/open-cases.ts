// Open cases in numbers: for the figures of the month, screens and alerts.

/** How old open cases are, in days since they were referred: behind the band before up to each of these, or older. */
export const ageBands = [10, 20, 30, 60] as const;
export const ageBandOf = (days: number): string => String(ageBands.find((most) => days <= most) ?? 'more');

/** The bands with their least and most days; the oldest has no end. */
export const ageRanges: readonly { band: string; least: number; most?: number }[] = [
  ...ageBands.map((most, n) => ({ band: String(most), least: n === 0 ? 0 : (ageBands[n - 1] ?? 0) + 1, most })),
  { band: 'more', least: (ageBands[ageBands.length - 1] ?? 0) + 1 },
];

/** Open cases: those past their day, and those whose day comes within the working days that the province chose. */
export type OpenCases = { open: number; overdue: number; soon: number };
/** Of the province and of each agency that has any. */
export type OpenCasesBySubject = Readonly<Record<string, OpenCases>>;
