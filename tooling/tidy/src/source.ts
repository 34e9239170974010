import { parseSync } from 'rolldown/utils';

/** A node of the ESTree, which is walked without knowing its type. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A comment; `value` is what stands between its marks. */
interface Comment {
  readonly type: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** One import, re-export or dynamic import of a file. */
export interface Import {
  readonly specifier: string;
  /** Erased before running: every name it brings is a type. */
  readonly isType: boolean;
  readonly line: number;
}

/** One source file, read and parsed. Offsets count UTF-16 units. */
export interface Source {
  /** Path from the repository's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly program: Node;
  readonly comments: readonly Comment[];
  readonly imports: readonly Import[];
  /** Line, counted from 1, of an offset. */
  readonly lineAt: (offset: number) => number;
}

/**
 * Whether `path` is a test, or help for tests beside them, rather than something that ships. The engine's own layer
 * `testing` ships: it is a public entry.
 */
export function isTest(path: string): boolean {
  if (/\.(test|spec)\.[cm]?[jt]sx?$/.test(path)) return true;
  return /\/(test|bench|fixtures)\//.test(path) || /\/src\/.+\/(testing|recorded|spec)\//.test(path);
}

/** Whether `path` was written by a generator. */
export function isGenerated(path: string): boolean {
  return path.includes('/gen/');
}

const NOT_CODE: Node = { type: 'Program', start: 0, end: 0 };

/** Parses `text`; throws with file and place when it cannot. A style sheet has lines, but no nodes. */
export function parse(path: string, text: string): Source {
  const lineAt = lineCounter(text);
  const lineCount = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (path.endsWith('.css')) return { path, text, lineCount, program: NOT_CODE, comments: [], imports: [], lineAt };
  const result = parseSync(path, text, { astType: 'ts', sourceType: 'module' });
  const error = result.errors[0];
  if (error) throw new Error(`${path}:${lineAt(error.labels[0]?.start ?? 0)} cannot be parsed: ${error.message}`);
  const program = result.program as unknown as Node;
  return {
    path,
    text,
    lineCount,
    program,
    comments: result.comments,
    imports: importsOf(program, lineAt),
    lineAt,
  };
}

/** Calls `visit` for every node below and including `node`, parents first. */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => void): void {
  const parents: Node[] = [];
  const step = (at: Node): void => {
    visit(at, parents);
    parents.push(at);
    for (const child of childrenOf(at)) step(child);
    parents.pop();
  };
  step(node);
}

/** Whether `value` is a node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key in node) {
    const value = node[key];
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

function importsOf(program: Node, lineAt: (offset: number) => number): Import[] {
  const found: Import[] = [];
  walk(program, (node) => {
    const from = node.source;
    if (!isNode(from) || typeof from.value !== 'string') return;
    found.push({ specifier: from.value, isType: bringsOnlyTypes(node), line: lineAt(node.start) });
  });
  return found;
}

function bringsOnlyTypes(node: Node): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = node.specifiers;
  if (!Array.isArray(names) || names.length === 0) return false;
  return names.every((name: Node) => name.importKind === 'type' || name.exportKind === 'type');
}
