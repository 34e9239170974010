import { CACHES, GLOBALS, MATH, METHODS, ROUNDING, WAIT } from './bans.ts';
import { unexcused } from './escape.ts';
import type { Finding } from './finding.ts';
import { isGenerated, isNode, isTest, type Node, type Source, walk } from './source.ts';

const ENGINE = 'packages/engine/src/';

type Report = (node: Node, what: string, next: string) => void;

/** What packages/engine/src must not contain: see bans.ts. Tests and recorders (plain .mjs, never imported) are exempt. */
export function constructs(source: Source): Finding[] {
  if (
    !source.path.startsWith(ENGINE) ||
    !source.path.endsWith('.ts') ||
    isTest(source.path) ||
    isGenerated(source.path)
  )
    return [];
  const findings: Finding[] = [];
  const report: Report = (node, what, next) => {
    findings.push({ rule: 'ban', path: source.path, line: source.lineAt(node.start), what, next });
  };
  const own = declaredNames(source.program);
  walk(source.program, (node, parents) => {
    const parent = parents[parents.length - 1];
    if (node.type === 'Identifier') reportGlobal(node, parent, own, report);
    else if (node.type === 'MemberExpression') reportMember(node, own, report);
    else if (node.type === 'Property') reportNumericKey(node, parent, report);
    else if (node.type === 'TSAnyKeyword') reportAny(source, node, report);
    else reportSyntax(node, report);
  });
  if (!CACHES.includes(source.path.slice(ENGINE.length))) reportModuleState(source.program, report);
  return unexcused(source, findings);
}

/** Every name that the file declares anywhere: such a name is taken to mean its own, not the global one. */
function declaredNames(program: Node): Set<string> {
  const names = new Set<string>();
  const add = (pattern: unknown): void => {
    if (!isNode(pattern)) return;
    if (pattern.type === 'Identifier') names.add(String(pattern.name));
    else if (pattern.type === 'AssignmentPattern') add(pattern.left);
    else if (pattern.type === 'RestElement') add(pattern.argument);
    else if (pattern.type === 'TSParameterProperty') add(pattern.parameter);
    else if (pattern.type === 'Property') add(pattern.value);
    for (const part of [pattern.properties, pattern.elements]) if (Array.isArray(part)) part.forEach(add);
  };
  walk(program, (node) => {
    if (node.type === 'ImportSpecifier' || node.type === 'ImportNamespaceSpecifier') add(node.local);
    else if (node.type === 'CatchClause') add(node.param);
    else if (/Declarat(or|ion)$/.test(node.type) || node.type === 'TSTypeParameter') add(node.id ?? node.name);
    if (Array.isArray(node.params)) node.params.forEach(add);
  });
  return names;
}

function reportGlobal(node: Node, parent: Node | undefined, own: Set<string>, report: Report): void {
  const name = String(node.name);
  const next = Object.hasOwn(GLOBALS, name) ? GLOBALS[name] : undefined;
  if (next === undefined || own.has(name) || !parent) return;
  const isKey = parent.key === node && parent.computed !== true;
  const isMember = parent.property === node && parent.computed !== true;
  if (isKey || isMember || parent.type === 'TSQualifiedName' || parent.type === 'ExportSpecifier') return;
  report(node, `${name} is banned in the engine`, next);
}

function reportMember(node: Node, own: Set<string>, report: Report): void {
  const object = node.object as Node;
  const property = node.property as Node;
  const name = String(node.computed === true ? property.value : property.name);
  if (object.type === 'Identifier' && object.name === 'Math' && !own.has('Math') && Object.hasOwn(MATH, name)) {
    report(node, `Math.${name} is banned in the engine`, MATH[name] as string);
  } else if (Object.hasOwn(METHODS, name)) {
    report(property, `${name} is banned in the engine`, METHODS[name] as string);
  }
}

function reportNumericKey(node: Node, parent: Node | undefined, report: Report): void {
  if (parent?.type !== 'ObjectExpression' || node.computed === true) return;
  const { value } = node.key as Node;
  const text = String(value);
  if (value === undefined || !/^(0|[1-9]\d*)$/.test(text)) return;
  const next = 'Objects put such keys first and in numeric order: use a Map or an array of pairs.';
  report(node, `the key ${text} looks like a number`, next);
}

/** `any` needs its reason in a comment on its line, or in a biome-ignore on the line above. */
function reportAny(source: Source, node: Node, report: Report): void {
  const line = source.lineAt(node.start);
  const excused = source.comments.some((comment) => {
    const at = source.lineAt(comment.end);
    return at === line || (at === line - 1 && /biome-ignore lint\/suspicious\/noExplicitAny: \S/.test(comment.value));
  });
  if (!excused) report(node, '`any` without a reason', 'Use a type or `unknown`, or write why not on the line.');
}

function reportSyntax(node: Node, report: Report): void {
  if (node.async === true) report(node, 'async function', WAIT);
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await === true)) {
    report(node, 'await', WAIT);
  } else if (node.type === 'ImportExpression') {
    report(node, 'import()', 'Use an import at the top of the file.');
  } else if (node.type === 'MetaProperty' && (node.meta as Node).name === 'import') {
    report(node, 'import.meta', 'The engine does not know where it lies.');
  } else if (node.type === 'ExportAllDeclaration') {
    report(node, 'export *', 'Name what is exported: the public surface is a list that people read.');
  } else if (node.type === 'BinaryExpression' && node.operator === '**') {
    const base = node.left as Node;
    const exact = base.type === 'Literal' && (base.value === 2 || typeof base.bigint === 'string');
    if (!exact) report(node, '** with a base other than 2 or a bigint', ROUNDING);
  }
}

const STATE = 'Keep it in a table of the world; a pure cache belongs into util/ and the list CACHES in bans.ts.';

/** Variables of a module that can change: `let`, and collections that start empty and so only make sense when filled. */
function reportModuleState(program: Node, report: Report): void {
  for (const statement of (program.body ?? []) as readonly Node[]) {
    const declaration = isNode(statement.declaration) ? statement.declaration : statement;
    if (declaration.type !== 'VariableDeclaration') continue;
    if (declaration.kind !== 'const') {
      report(statement, `module state: ${String(declaration.kind)}`, STATE);
      continue;
    }
    for (const declarator of declaration.declarations as readonly Node[]) {
      if (isNode(declarator.init) && startsEmpty(declarator.init) && !isReadonly(declarator.id as Node)) {
        report(declarator, `module state: ${String((declarator.id as Node).name)} starts empty`, STATE);
      }
    }
  }
}

function startsEmpty(init: Node): boolean {
  const { elements, properties } = init;
  if (Array.isArray(elements)) return elements.length === 0;
  if (Array.isArray(properties)) return properties.length === 0;
  const collection = init.type === 'NewExpression' && /^(Weak)?(Map|Set)$/.test(String((init.callee as Node).name));
  return collection && (init.arguments as unknown[]).length === 0;
}

/** The variable's type says that nobody can change it: `readonly T[]`, `ReadonlyMap<…>`, `Readonly<…>`. */
function isReadonly(id: Node): boolean {
  const type = (id.typeAnnotation as { typeAnnotation?: Node } | null)?.typeAnnotation;
  if (!type) return false;
  if (type.type === 'TSTypeOperator') return type.operator === 'readonly';
  return type.type === 'TSTypeReference' && /^Readonly/.test(String((type.typeName as Node).name));
}
