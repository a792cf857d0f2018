// A time that counts up keeps its width, while its digits stand as close as those of every other number: the room for the
// widest digits is kept behind the last one. Equally wide digits would tear «۱۱» apart. The widths are in styles/base.css.

const digit = /\p{Nd}/gu;

export const digitsIn = (text: string): number => text.match(digit)?.length ?? 0;
