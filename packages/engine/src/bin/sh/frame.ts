/**
 * The continuation of a running shell: an immutable list of plain records. A frame names a command by its number in the
 * unit (the text) that is current when the frame is on top.
 */
import type { Bytes } from '../../util/bytes.ts';
import type { Unit, Var } from './state.ts';

/** Results of the expansions done so far in a command that waits for a substitution, in order. null: an unset value. */
export type Memo = readonly (Bytes | readonly Bytes[] | null)[];

/** A redirection after expansion. `op` as in the syntax tree; `text` is the file, the descriptor, or the here-document. */
export interface OpenRedir {
  readonly op: string;
  readonly fd: number;
  readonly text: Bytes;
  /** The word as written, for messages. */
  readonly word: Bytes;
}

/** What `read` was asked for. */
export interface ReadRequest {
  readonly fd: number;
  readonly names: readonly Bytes[];
  readonly array: boolean;
  readonly raw: boolean;
  /** Stop after so many bytes (-n), or exactly so many (-N); 0: no limit. */
  readonly count: number;
  readonly exact: boolean;
  readonly delimiter: Bytes;
  /** When to give up, in nanoseconds since genesis; -1 never. */
  readonly deadline: number;
  /** Terminal to be set back: echo (-s) or line mode (-n). */
  readonly restore: boolean;
}

interface Linked {
  readonly next: Frame | null;
}

export type Frame = Linked &
  (
    | { readonly k: 'list'; readonly n: number; readonly i: number }
    | { readonly k: 'andor'; readonly n: number; readonly i: number }
    | { readonly k: 'not' }
    | { readonly k: 'if'; readonly n: number; readonly i: number }
    /** After the test (`body` false) or after the body of a while loop. */
    | { readonly k: 'loop'; readonly n: number; readonly body: boolean; readonly status: number }
    | { readonly k: 'for'; readonly n: number; readonly words: readonly Bytes[]; readonly i: number }
    | { readonly k: 'arithfor'; readonly n: number; readonly status: number }
    | { readonly k: 'select'; readonly n: number; readonly words: readonly Bytes[]; readonly status: number }
    /** A case item that ended by `;&` or `;;&`. */
    | { readonly k: 'case'; readonly n: number; readonly i: number; readonly word: Bytes; readonly through: boolean }
    /** Runs a command (again), with the expansions that are done. `at` is the phase of an arithmetic for. */
    | { readonly k: 'run'; readonly n: number; readonly memo: Memo; readonly at: number }
    /** Collects the output of a command substitution, then appends it to the memo of the frame below. */
    | { readonly k: 'subst'; readonly fd: number; readonly pid: number; readonly data: Bytes; readonly closed: boolean }
    /** Puts descriptors back: [fd, copy or -1]. */
    | { readonly k: 'unredir'; readonly saved: readonly (readonly [number, number])[] }
    | { readonly k: 'unvar'; readonly saved: readonly Var[] }
    /** End of a function. */
    | {
        readonly k: 'call';
        readonly unit: Unit;
        readonly params: readonly Bytes[];
        readonly line: number;
        readonly name: Bytes;
      }
    /** End of a text run by eval, `.`, a trap or an alias: the unit before it, and parameters to put back. */
    | {
        readonly k: 'unit';
        readonly why: 'eval' | 'dot' | 'trap' | 'alias' | 'command' | 'profile';
        readonly unit: Unit;
        readonly line: number;
        readonly params: readonly Bytes[] | null;
        /** Status to put back after a trap; -1 otherwise. */
        readonly status: number;
      }
    /** Waits for the processes of a job in the foreground, which is command `n` (-1: not one of this unit). */
    | { readonly k: 'fg'; readonly job: number; readonly check: boolean; readonly n: number }
    | {
        readonly k: 'wait';
        readonly pids: readonly number[];
        readonly all: boolean;
        readonly any: boolean;
        readonly status: number;
      }
    | {
        readonly k: 'read';
        readonly request: ReadRequest;
        readonly data: Bytes;
        readonly escaped: boolean;
        readonly bits: Bytes;
      }
    | {
        readonly k: 'mapfile';
        readonly fd: number;
        readonly name: Bytes;
        readonly delimiter: Bytes;
        readonly trim: boolean;
        readonly count: number;
        readonly skip: number;
        readonly origin: number;
        readonly data: Bytes;
      }
    /** Output that did not fit: written before anything else happens. `what` names the builtin for the error message. */
    | { readonly k: 'write'; readonly fd: number; readonly data: Bytes; readonly what: Bytes }
    /** First frame of a forked child: descriptors to put at 0 and 1 (-1: none) and to close; process group and terminal. */
    | {
        readonly k: 'child';
        readonly stdin: number;
        readonly stdout: number;
        readonly stderr: boolean;
        readonly close: readonly number[];
        readonly group: number;
        readonly foreground: boolean;
        readonly background: boolean;
        /** Signals that the parent catches. */
        readonly traps: readonly number[];
        /** The parent ignores the terminal's signals. */
        readonly interactive: boolean;
      }
    /** Executes a program in place of this process. */
    | {
        readonly k: 'exec';
        readonly argv: readonly Bytes[];
        readonly env: readonly Bytes[];
        readonly redirs: readonly OpenRedir[];
        /** `exec` builtin: messages name it, and an interactive shell survives a failure. */
        readonly builtin: boolean;
        readonly path: Bytes;
      }
    | {
        readonly k: 'time';
        readonly start: number;
        readonly self: number;
        readonly children: number;
        readonly posix: boolean;
      }
    /** Checks `set -e` and the ERR trap for what just ended. */
    | { readonly k: 'check' }
    /** Reads and runs commands until the end of the input. */
    | { readonly k: 'repl' }
    /** Startup file or step of starting up. */
    | { readonly k: 'boot'; readonly step: number }
    /** Body of `( … )` in its own process, with the redirections of the whole. */
    | { readonly k: 'subshell'; readonly n: number; readonly redirs: readonly OpenRedir[] }
    /** After the commands before a syntax error: its message. */
    | { readonly k: 'broken'; readonly why: 'eval' | 'dot' | 'trap' | 'alias' | 'command' | 'profile' }
    | { readonly k: 'exit' }
    | { readonly k: 'edit' }
    | { readonly k: 'status'; readonly status: number }
  );

/** A frame without its link. */
export type FrameBody = Frame extends infer F ? (F extends Frame ? Omit<F, 'next'> : never) : never;
