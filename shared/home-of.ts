// Where a fresh login leads when it was not asked for by a page.
import type { Role } from './role.ts';

export function homeOf(role: Role): string {
  switch (role) {
    case 'deputy':
    case 'supervisor':
    case 'admin':
      return '/sittings';
    case 'clerk':
      return '/intake';
    case 'display':
    case 'ingest':
    case 'metrics':
      return '/account';
  }
}
