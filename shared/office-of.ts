// How an office and its officials are named on paper.

/** Characters of the name of an office. */
export const LONGEST_OFFICE = 120;

/** Title and agency of an official as one reads them beside the name: an agency that the title contains is not repeated. */
export const officeOf = (title: string | undefined, agency: string | undefined): string[] =>
  [title, agency !== undefined && title?.includes(agency) ? undefined : agency].filter((one) => one !== undefined);
