// Where a long Latin county name may break inside its tile. Persian names break at their spaces only.
const endings = /([a-z]{3})(abad|shahr|kenar|dasht|dorud|kola|bon|kuh|sar)$/i;

/** The name with a soft hyphen before its last part, when one word is too long for a tile. */
export const breakable = (name: string): string =>
  name
    .split(' ')
    .map((word) => (word.length > 7 ? word.replace(endings, '$1\u00ad$2') : word))
    .join(' ');
