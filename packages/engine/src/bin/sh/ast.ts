/**
 * The shell's own syntax tree. It is rebuilt from the script's text whenever it is needed (parse.ts caches it) and is
 * never stored: the frames of a running shell name a text and the number of a command in it.
 */
import type { Bytes } from '../../util/bytes.ts';

/** One piece of a word. */
export type Part =
  /** Unquoted text: `*?[` are pattern characters in it. */
  | { readonly t: 'lit'; readonly v: Bytes }
  /** Quoted text (`'…'`, `\c`, `$'…'`). */
  | { readonly t: 'quoted'; readonly v: Bytes }
  | { readonly t: 'dquote'; readonly parts: readonly Part[] }
  /** `~user`; `user` is empty for the own home, `+` and `-` are PWD and OLDPWD. */
  | { readonly t: 'tilde'; readonly user: Bytes }
  | ParamPart
  /** Command substitution: the number of the list to run. */
  | { readonly t: 'command'; readonly body: number }
  /** `<(list)` or `>(list)`. */
  | { readonly t: 'process'; readonly op: '<' | '>'; readonly body: number }
  | { readonly t: 'arith'; readonly expr: readonly Part[] }
  /** `{a,b}` of bash. */
  | { readonly t: 'brace'; readonly items: readonly (readonly Part[])[] }
  /** `{1..9..2}` of bash; letters as their codes when `letters`. */
  | {
      readonly t: 'range';
      readonly from: number;
      readonly to: number;
      readonly step: number;
      readonly width: number;
      readonly letters: boolean;
    }
  /** Text that cannot be expanded: an error when it is reached (`${x!}`). */
  | { readonly t: 'bad'; readonly text: Bytes };

/** `$x`, `${x}`, `${#x}`, `${!x}`, `${x:-word}`, `${x[i]}`… */
export interface ParamPart {
  readonly t: 'param';
  readonly name: Bytes;
  /** `${#x}`. */
  readonly length: boolean;
  /** `${!x}`. */
  readonly indirect: boolean;
  /** The subscript: `@`, `*`, or an expression. */
  readonly index: Word | null;
  /** One of '' - :- = := + :+ ? :? # ## % %% / // /# /% : ^ ^^ , ,, @ names. */
  readonly op: string;
  readonly arg: Word | null;
  readonly arg2: Word | null;
  /** The text of the whole expansion, for messages. */
  readonly text: Bytes;
}

/** A word before expansion. */
export interface Word {
  readonly text: Bytes;
  readonly parts: readonly Part[];
  /** The word's value when nothing in it needs expanding, else null. */
  readonly plain: Bytes | null;
  /** Something in it is quoted: an empty result stays a field. */
  readonly quoted: boolean;
  /** An assignment given to a declaration command: not split, not matched against files. */
  readonly assignment: boolean;
  /** Where it stands in the unit's text. */
  readonly pos: number;
}

/** `name=value`, `name+=value`, `name[index]=value`, `name=(elements)`. */
export interface Assign {
  readonly name: Bytes;
  readonly append: boolean;
  readonly index: Word | null;
  readonly value: Word;
  readonly elements: readonly ArrayElement[] | null;
}

/** One element of `name=(…)`: `[key]=value` or a word. */
export interface ArrayElement {
  readonly key: Word | null;
  readonly value: Word;
}

/** One redirection. `fd` is the descriptor it changes; `here` holds the body of a here-document. */
export interface Redir {
  readonly op: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<<';
  readonly fd: number;
  readonly target: Word;
}

interface NodeBase {
  /** Number in the unit. */
  readonly id: number;
  /** Line in the unit's text, from 0. */
  readonly line: number;
  /** Range of the unit's text. */
  readonly pos: number;
  readonly end: number;
}

export interface SimpleNode extends NodeBase {
  readonly t: 'simple';
  readonly assigns: readonly Assign[];
  readonly words: readonly Word[];
  /** Array assignments among the words of a declaration command (`declare a=(1 2)`): the index of the word and the assignment. */
  readonly arrays: readonly { readonly at: number; readonly assign: Assign }[];
  readonly redirs: readonly Redir[];
  /** Last command of its list: bash replaces itself by it when nothing follows. */
  readonly tail: boolean;
  /** No command substitution in it: its expansion is never interrupted. */
  readonly pure: boolean;
}
export interface PipelineNode extends NodeBase {
  readonly t: 'pipeline';
  readonly commands: readonly Node[];
  /** `|&` after the command of the same index. */
  readonly both: readonly boolean[];
  readonly negate: boolean;
  readonly timed: 'no' | 'time' | 'posix';
}
export interface AndOrNode extends NodeBase {
  readonly t: 'andor';
  readonly commands: readonly Node[];
  /** The operator before the command of index + 1. */
  readonly ops: readonly ('&&' | '||')[];
}
export interface ListItem {
  readonly command: Node;
  readonly background: boolean;
}
export interface ListNode extends NodeBase {
  readonly t: 'list';
  readonly items: readonly ListItem[];
}
export interface IfNode extends NodeBase {
  readonly t: 'if';
  readonly branches: readonly { readonly test: ListNode; readonly body: ListNode }[];
  readonly otherwise: ListNode | null;
}
export interface LoopNode extends NodeBase {
  readonly t: 'loop';
  readonly until: boolean;
  readonly test: ListNode;
  readonly body: ListNode;
}
export interface ForNode extends NodeBase {
  readonly t: 'for';
  readonly name: Bytes;
  /** null: the positional parameters. */
  readonly words: readonly Word[] | null;
  readonly body: ListNode;
  /** `select` of bash. */
  readonly select: boolean;
}
export interface ArithForNode extends NodeBase {
  readonly t: 'arithfor';
  readonly init: Word;
  readonly test: Word;
  readonly update: Word;
  readonly body: ListNode;
}
export interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: ListNode;
  readonly end: ';;' | ';&' | ';;&';
}
export interface CaseNode extends NodeBase {
  readonly t: 'case';
  readonly word: Word;
  readonly items: readonly CaseItem[];
}
export interface FunctionNode extends NodeBase {
  readonly t: 'function';
  readonly name: Bytes;
  readonly body: Node;
  /** End of the text that defines it, with the here-documents in it. */
  readonly textEnd: number;
}
export interface GroupNode extends NodeBase {
  readonly t: 'group';
  readonly body: ListNode;
}
export interface SubshellNode extends NodeBase {
  readonly t: 'subshell';
  readonly body: ListNode;
}
/** A compound command with redirections. */
export interface RedirectedNode extends NodeBase {
  readonly t: 'redirected';
  readonly command: Node;
  readonly redirs: readonly Redir[];
}
export type TestExpr =
  | { readonly t: 'unary'; readonly op: string; readonly word: Word }
  | { readonly t: 'binary'; readonly op: string; readonly left: Word; readonly right: Word }
  | { readonly t: 'and'; readonly items: readonly TestExpr[] }
  | { readonly t: 'or'; readonly items: readonly TestExpr[] }
  | { readonly t: 'not'; readonly item: TestExpr };
/** `[[ … ]]`. */
export interface CondNode extends NodeBase {
  readonly t: 'cond';
  readonly expr: TestExpr;
}
/** `(( … ))`. */
export interface ArithNode extends NodeBase {
  readonly t: 'arith';
  readonly expr: Word;
}
/** Syntax that is understood but not simulated. */
export interface UnsupportedNode extends NodeBase {
  readonly t: 'unsupported';
  readonly what: string;
}

export type Node =
  | SimpleNode
  | PipelineNode
  | AndOrNode
  | ListNode
  | IfNode
  | LoopNode
  | ForNode
  | ArithForNode
  | CaseNode
  | FunctionNode
  | GroupNode
  | SubshellNode
  | RedirectedNode
  | CondNode
  | ArithNode
  | UnsupportedNode;

/** Why a text is not a program. `lines` are what the shell prints after its own name, `line` is counted from 0. */
export interface SyntaxProblem {
  readonly line: number;
  readonly message: Bytes;
  /** The second line that bash prints: the source line; null for end-of-file errors. */
  readonly source: Bytes | null;
  /** Status with which a shell ends that was given this text by -c. */
  readonly status: number;
  /** More input could make it right: an interactive shell prompts for it. */
  readonly incomplete: boolean;
}

/** A parsed text. */
export interface ParsedUnit {
  readonly body: ListNode;
  readonly nodes: readonly Node[];
  /** Commands before the broken one still run. */
  readonly problem: SyntaxProblem | null;
  /** Messages that are printed when the text is read (here-documents ended by end of file, in bash). */
  readonly warnings: readonly { readonly line: number; readonly message: Bytes }[];
}
