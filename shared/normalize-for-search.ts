/** Words are compared without case, spaces and joiners, and with the Arabic forms of ی and ک as Persian ones. */
export const normalizeForSearch = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replace(/[\s\u200b-\u200f\u2060\u0640]/g, '');
