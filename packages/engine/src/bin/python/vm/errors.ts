/** Exceptions: the built-in classes, raising them from the machine's own code, and their texts. */
import {
  EACCES,
  ECONNREFUSED,
  ECONNRESET,
  EEXIST,
  EINTR,
  EISDIR,
  ENOENT,
  ENOTDIR,
  EPERM,
  EPIPE,
  type Errno,
  ESRCH,
  ETIMEDOUT,
  strerror,
} from '../../../kernel/errno.ts';
import type { Val } from './value.ts';

/** Base class of each built-in exception. */
const BASES: { readonly [name: string]: string } = {
  BaseException: 'object',
  SystemExit: 'BaseException',
  KeyboardInterrupt: 'BaseException',
  GeneratorExit: 'BaseException',
  Exception: 'BaseException',
  StopIteration: 'Exception',
  StopAsyncIteration: 'Exception',
  ArithmeticError: 'Exception',
  OverflowError: 'ArithmeticError',
  ZeroDivisionError: 'ArithmeticError',
  FloatingPointError: 'ArithmeticError',
  AssertionError: 'Exception',
  AttributeError: 'Exception',
  BufferError: 'Exception',
  EOFError: 'Exception',
  ImportError: 'Exception',
  ModuleNotFoundError: 'ImportError',
  LookupError: 'Exception',
  IndexError: 'LookupError',
  KeyError: 'LookupError',
  MemoryError: 'Exception',
  NameError: 'Exception',
  UnboundLocalError: 'NameError',
  OSError: 'Exception',
  BlockingIOError: 'OSError',
  ChildProcessError: 'OSError',
  ConnectionError: 'OSError',
  BrokenPipeError: 'ConnectionError',
  ConnectionAbortedError: 'ConnectionError',
  ConnectionRefusedError: 'ConnectionError',
  ConnectionResetError: 'ConnectionError',
  FileExistsError: 'OSError',
  FileNotFoundError: 'OSError',
  InterruptedError: 'OSError',
  IsADirectoryError: 'OSError',
  NotADirectoryError: 'OSError',
  PermissionError: 'OSError',
  ProcessLookupError: 'OSError',
  TimeoutError: 'OSError',
  ReferenceError: 'Exception',
  RuntimeError: 'Exception',
  NotImplementedError: 'RuntimeError',
  RecursionError: 'RuntimeError',
  SyntaxError: 'Exception',
  IndentationError: 'SyntaxError',
  TabError: 'IndentationError',
  SystemError: 'Exception',
  TypeError: 'Exception',
  ValueError: 'Exception',
  UnicodeError: 'ValueError',
  UnicodeDecodeError: 'UnicodeError',
  UnicodeEncodeError: 'UnicodeError',
  Warning: 'Exception',
  DeprecationWarning: 'Warning',
  UserWarning: 'Warning',
  RuntimeWarning: 'Warning',
  FutureWarning: 'Warning',
  ResourceWarning: 'Warning',
  SyntaxWarning: 'Warning',
  ImportWarning: 'Warning',
  PendingDeprecationWarning: 'Warning',
  // of the library
  gaierror: 'OSError',
  herror: 'OSError',
  JSONDecodeError: 'ValueError',
};

/** Names of built-in exception classes. */
export const EXCEPTIONS: ReadonlyMap<string, string> = new Map(Object.entries(BASES));

/** Where exceptions of the library live, as tracebacks name them. */
export const EXCEPTION_MODULES: { readonly [name: string]: string } = {
  gaierror: 'socket',
  herror: 'socket',
  JSONDecodeError: 'json.decoder',
};

/** Thrown by the machine's own code to raise a Python exception that is made already. */
export class PyRaise extends Error {
  readonly value: Val;
  /** Raised again: its traceback goes on where it was. */
  readonly again: boolean;
  constructor(value: Val, again = false) {
    super('python exception');
    this.value = value;
    this.again = again;
  }
}

/** Thrown by the machine's own code to raise a built-in exception; the object is made when it is caught. */
export class PyError extends Error {
  readonly type: string;
  readonly args: readonly Val[];
  readonly attrs: readonly (readonly [string, Val])[];
  constructor(type: string, args: readonly Val[], attrs: readonly (readonly [string, Val])[] = []) {
    super(type);
    this.type = type;
    this.args = args;
    this.attrs = attrs;
  }
}

export function raise(type: string, message: string): never {
  throw new PyError(type, [message]);
}
export function typeError(message: string): never {
  return raise('TypeError', message);
}
export function valueError(message: string): never {
  return raise('ValueError', message);
}

/** Says by name what is real but not simulated. */
export function notSimulated(what: string): never {
  return raise('NotImplementedError', `${what} is not simulated`);
}

const ERRNO_CLASS: ReadonlyMap<Errno, string> = new Map([
  [ENOENT, 'FileNotFoundError'],
  [EEXIST, 'FileExistsError'],
  [EACCES, 'PermissionError'],
  [EPERM, 'PermissionError'],
  [EISDIR, 'IsADirectoryError'],
  [ENOTDIR, 'NotADirectoryError'],
  [ECONNREFUSED, 'ConnectionRefusedError'],
  [ECONNRESET, 'ConnectionResetError'],
  [EPIPE, 'BrokenPipeError'],
  [ESRCH, 'ProcessLookupError'],
  [ETIMEDOUT, 'TimeoutError'],
  [EINTR, 'InterruptedError'],
  [-10, 'ChildProcessError'],
  [-11, 'BlockingIOError'],
  [-115, 'BlockingIOError'],
  [-103, 'ConnectionAbortedError'],
]);

/** The OSError of a failed system call, about `path` when given. */
export function osError(errno: Errno, path: Val = null): never {
  const text = strerror(errno);
  const number = -errno;
  throw new PyError(
    ERRNO_CLASS.get(errno) ?? 'OSError',
    [number, text],
    [
      ['errno', number],
      ['strerror', text],
      ['filename', path],
    ],
  );
}
