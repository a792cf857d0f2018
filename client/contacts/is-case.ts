import type { ContactRow } from '../../shared/api/contacts.ts';

/** Referred, answered or closed: then it cannot have been settled at once. */
export const isCase = ({ referred, answeredAt, closed }: ContactRow): boolean =>
  referred === true || answeredAt !== undefined || closed === true;
