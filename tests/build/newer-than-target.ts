// Walks the syntax tree of a script and names what is younger than Chromium 87.
import { newGlobals, newMembers, newMethods, newStatics } from './browser-support-data.ts';

const TARGET = 87;
type Node = { type: string } & Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const isFunction = ({ type }: Node): boolean =>
  type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';

/** What is younger, with the version that brought it; sorted, each once. */
export function newerThanTarget(program: unknown): string[] {
  const found = new Set<string>();
  const note = (name: string, since: number | undefined): void => {
    if (since !== undefined && since > TARGET) found.add(`${name} (${since})`);
  };
  const walk = (value: unknown, inFunction: boolean): void => {
    if (Array.isArray(value)) return value.forEach((each) => walk(each, inFunction));
    if (!isNode(value)) return;
    look(value, inFunction, note);
    // Asking for the type of a name that is not there is how its absence is found out.
    if (value.type === 'UnaryExpression' && value['operator'] === 'typeof') return;
    const inside = inFunction || isFunction(value);
    for (const [key, child] of Object.entries(value)) if (key !== 'type') walk(child, inside);
  };
  walk(program, false);
  return [...found].sort();
}

function look(node: Node, inFunction: boolean, note: (name: string, since: number | undefined) => void): void {
  switch (node.type) {
    case 'StaticBlock':
      return note('static block', 94);
    case 'AwaitExpression':
      return inFunction ? undefined : note('await outside of functions', 89);
    case 'ForOfStatement':
      return node['await'] === true && !inFunction ? note('await outside of functions', 89) : undefined;
    case 'BinaryExpression':
      return isNode(node['left']) && node['left'].type === 'PrivateIdentifier' ? note('#private in', 91) : undefined;
    case 'VariableDeclaration':
      return String(node['kind']).includes('using') ? note('using', 134) : undefined;
    case 'Literal': {
      const flags = (node['regex'] as { flags?: string } | undefined)?.flags ?? '';
      if (flags.includes('d')) note('regular expression flag d', 90);
      if (flags.includes('v')) note('regular expression flag v', 112);
      return;
    }
    case 'CallExpression':
    case 'NewExpression':
      return lookAtCall(node, note);
    case 'MemberExpression': {
      const name = pathOf(node);
      return name === undefined ? undefined : note(name, newMembers[name]);
    }
    default:
      return; // every other kind of node is as old as the language of 2020
  }
}

function lookAtCall(node: Node, note: (name: string, since: number | undefined) => void): void {
  const callee = node['callee'];
  if (!isNode(callee)) return;
  if (callee.type === 'Identifier') return note(String(callee['name']), newGlobals[String(callee['name'])]);
  const method = methodOf(callee);
  if (method === undefined) return;
  const name = pathOf(callee);
  if (name !== undefined) note(name, newStatics[name]);
  note(`.${method}`, Object.hasOwn(newMethods, method) ? newMethods[method] : undefined);
  const [first, , third] = node['arguments'] as unknown[];
  const isNumber =
    isNode(first) &&
    (typeof first['value'] === 'number' || (first.type === 'UnaryExpression' && first['operator'] === '-'));
  if (method === 'at' && isNumber) note('.at(number)', 92);
  // An old browser takes the listener and never lets it go.
  if (method === 'addEventListener' && names(third).includes('signal')) note('addEventListener with a signal', 88);
}

/** The properties of an object as it is written. */
const names = (value: unknown): string[] =>
  isNode(value) && value.type === 'ObjectExpression'
    ? (value['properties'] as Node[]).flatMap(({ key }) => (isNode(key) ? String(key['name']) : []))
    : [];

function methodOf({ type, computed, property }: Node): string | undefined {
  if (type !== 'MemberExpression' || computed === true || !isNode(property)) return undefined;
  return typeof property['name'] === 'string' ? property['name'] : undefined;
}

/** `Intl.DurationFormat`, for a name and its member; undefined for anything longer. */
function pathOf(node: Node): string | undefined {
  const { object } = node;
  const member = methodOf(node);
  if (member === undefined || !isNode(object) || object.type !== 'Identifier') return undefined;
  return `${String(object['name'])}.${member}`;
}
