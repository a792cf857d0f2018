// Filters as objects of ldapts: a value that somebody typed cannot become a part of the question.
import {
  AndFilter,
  ApproximateFilter,
  EqualityFilter,
  ExtensibleFilter,
  GreaterThanEqualsFilter,
  LessThanEqualsFilter,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
  type Filter,
} from 'ldapts';
import type { FilterTree } from './filter-text.ts';

export const equals = (attribute: string, value: string | Buffer): Filter => new EqualityFilter({ attribute, value });
export const any = (filters: Filter[]): Filter => new OrFilter({ filters });
export const all = (filters: Filter[]): Filter => new AndFilter({ filters });
/** Active Directory's rule that goes through groups in groups. */
export const inChain = (attribute: string, value: string): Filter =>
  new ExtensibleFilter({ matchType: attribute, rule: '1.2.840.113556.1.4.1941', value });

export function filterOf(tree: FilterTree): Filter {
  switch (tree.kind) {
    case 'and':
      return all(tree.parts.map(filterOf));
    case 'or':
      return any(tree.parts.map(filterOf));
    case 'not':
      return new NotFilter({ filter: filterOf(tree.part) });
    case 'present':
      return new PresenceFilter(tree);
    case 'equal':
      return new EqualityFilter(tree);
    case 'least':
      return new GreaterThanEqualsFilter(tree);
    case 'most':
      return new LessThanEqualsFilter(tree);
    case 'like':
      return new ApproximateFilter(tree);
    case 'substrings':
      return new SubstringFilter(tree);
    case 'rule':
      return new ExtensibleFilter({ matchType: tree.attribute, rule: tree.rule, value: tree.value });
  }
}
