// The structure of everything that crosses the socket, as text: names of types and files do not matter, only what is sent.
import ts from 'typescript';

const root = new URL('../../', import.meta.url).pathname;

/** The types reachable from the event maps of shared/wire.ts, written out with sorted members. */
export function wireShape(): string {
  const file = `${root}shared/wire.ts`;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, root);
  const program = ts.createProgram([file], options);
  const source = program.getSourceFile(file);
  if (!source) throw new Error('expected shared/wire.ts');
  return createPrinter(program.getTypeChecker()).print(source, ['ServerToScreen', 'ScreenToServer']);
}

function createPrinter(checker: ts.TypeChecker): {
  print: (source: ts.SourceFile, names: readonly string[]) => string;
} {
  /** A type inside itself is written as its distance upwards. */
  const open: ts.Type[] = [];

  const shapeOf = (type: ts.Type): string => {
    const depth = open.lastIndexOf(type);
    if (depth >= 0) return `^${open.length - depth}`;
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.UnionOrIntersection))) return checker.typeToString(type);
    open.push(type);
    const shape = compoundShape(type);
    open.pop();
    return shape;
  };

  const compoundShape = (type: ts.Type): string => {
    if (type.isUnion()) return type.types.map(shapeOf).sort().join('|');
    const [call] = type.getCallSignatures();
    if (call) return `(${call.parameters.map((one) => shapeOf(checker.getTypeOfSymbol(one))).join(',')})`;
    if (checker.isTupleType(type) || checker.isArrayType(type))
      return `[${checker
        .getTypeArguments(type as ts.TypeReference)
        .map(shapeOf)
        .join(',')}]`;
    const members = checker.getPropertiesOfType(type).map((member) => {
      const isOptional = (member.flags & ts.SymbolFlags.Optional) !== 0;
      return `${member.name}${isOptional ? '?' : ''}:${shapeOf(checker.getTypeOfSymbol(member))}`;
    });
    const keys = checker
      .getIndexInfosOfType(type)
      .map((index) => `[${checker.typeToString(index.keyType)}]:${shapeOf(index.type)}`);
    return `{${[...members, ...keys].sort().join(';')}}`;
  };

  return {
    print: (source, names) => {
      const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
      return names
        .map((name) => {
          const symbol = exported.find((one) => one.name === name);
          if (!symbol) throw new Error(`expected shared/wire.ts to export ${name}`);
          return `${name}=${shapeOf(checker.getDeclaredTypeOfSymbol(symbol))}`;
        })
        .join('\n');
    },
  };
}
