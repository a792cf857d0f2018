/** Fields of a contact whose earlier value the audit shows beside a correction. */
export const changeFields = ['channel', 'on', 'county', 'topic', 'kind', 'agency', 'ref', 'result'] as const;
export type ChangeField = (typeof changeFields)[number];
