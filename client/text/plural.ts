/** What is counted, in English: "1 desk", "2 desks". `count`: as it is written, in Latin digits. */
export const plural = (count: string, one: string, more = `${one}s`): string =>
  `${count} ${count === '1' ? one : more}`;
