// Names of alerts: `waiting/q-600/1405-09-09-1`, the first of its rule and subject on that day.

/** The day behind a 9 would read as a mobile number (B8), and the alert would be refused: a word keeps the two apart. */
export const dayApart = (name: string): string => name.replace(/9\/(?=\d{4}-\d\d-\d\d-\d*$)/, '9/day/');
