import type { Bytes } from '../bytes.ts';
import { type GoError, isGoError } from '../go-error.ts';
import { goValueOf } from '../go-value/value.ts';
import type { MissingKey } from './convert.ts';
import { DOCKER_FUNCS } from './docker-funcs.ts';
import { type Executed, executeTemplate } from './exec.ts';
import type { FuncMap } from './func.ts';
import { BUILTINS } from './funcs.ts';
import { parseTemplate, type TreeSet } from './parser.ts';

/** A parsed template, ready to be executed over any number of values. */
export interface GoTemplate {
  readonly name: Bytes;
  readonly text: Bytes;
  readonly trees: TreeSet;
}

/** Settings of one execution. */
export interface TemplateOptions {
  /** Functions beside the built-in ones; docker's by default. */
  readonly funcs?: FuncMap;
  /** `error` is what `docker inspect` sets for its second, untyped try. */
  readonly missingKey?: MissingKey;
}

/**
 * `templates.NewParse(name, text)`. The error reads as Go prints it, `template: :1: unclosed action`; prefixes such as
 * "template parsing error: " are the caller's.
 */
export function parseGoTemplate(text: Bytes, name: Bytes = '', funcs: FuncMap = DOCKER_FUNCS): GoTemplate | GoError {
  const trees = parseTemplate(name, text, (f) => funcs.has(f) || BUILTINS.has(f));
  return isGoError(trees) ? trees : { name, text, trees };
}

/**
 * `Template.Execute` over `data`, a GoValue or plain data: what was written, and the error that ended it, worded as Go does.
 * Strings are UTF-8 bytes.
 */
export function executeGoTemplate(template: GoTemplate, data: unknown, options: TemplateOptions = {}): Executed {
  const { name, text, trees } = template;
  const execution = {
    trees,
    source: { parseName: name, text },
    funcs: options.funcs ?? DOCKER_FUNCS,
    missingKey: options.missingKey ?? 'invalid',
  };
  return executeTemplate(execution, name, goValueOf(data));
}
