// What a role may see of the figures of cases: tracking codes are for those who work with them.
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { Role } from '../../shared/role.ts';
import { canReadRefs } from '../access/permissions.ts';

export const readable = (figures: CaseFigures, role: Role): CaseFigures =>
  canReadRefs(role)
    ? figures
    : { ...figures, oldest: figures.oldest.map(({ row: { ref: _hidden, ...row }, ...one }) => ({ ...one, row })) };
