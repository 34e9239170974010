/** What --format makes of inspected objects (docker/cli cli/command/inspect/inspector.go). */
import type { Value } from '../../api/json.ts';
import type { Bytes } from '../../util/bytes.ts';
import { type GoError, isGoError } from '../../util/go-error.ts';
import { goJson } from '../../util/go-json.ts';
import { executeGoTemplate, type GoTemplate, parseGoTemplate } from '../../util/go-template/template.ts';
import { type GoType, goPtr } from '../../util/go-value/type.ts';
import { GoValue, goRawJson } from '../../util/go-value/value.ts';

/** The parsed --format; null: indented JSON, or one line of JSON with `json`. */
export interface Inspector {
  readonly template: GoTemplate | null;
  readonly compact: boolean;
}

/** `NewTemplateInspectorFromString`. */
export function inspectorOf(format: Bytes): Inspector | GoError {
  if (format === '' || format === 'json') return { template: null, compact: format === 'json' };
  const template = parseGoTemplate(format);
  return isGoError(template) ? template : { template, compact: false };
}

/** One object and what it is. */
export interface Inspected {
  readonly value: Value;
  readonly type: GoType;
}

/** Text for standard output and errors, one a reference that failed. */
export interface InspectedText {
  readonly out: Bytes;
  readonly errors: readonly Bytes[];
}

/** First as the typed struct; when that fails, once more as a map whose missing keys are errors. */
function byTemplate(template: GoTemplate, item: Inspected): Bytes | { readonly error: Bytes } {
  const typed = executeGoTemplate(template, new GoValue(goPtr(item.type), item.value, true));
  if (typed.error === null) return typed.output;
  const raw = executeGoTemplate(template, goRawJson(item.value), { missingKey: 'error' });
  return raw.error === null ? raw.output : { error: `template parsing error: ${raw.error.message}` };
}

/** Everything that was found, in the order asked for. */
export function inspectText(inspector: Inspector, found: readonly Inspected[], escapeHtml = false): InspectedText {
  const { template } = inspector;
  if (template === null) {
    const list = found.map((item) => item.value);
    const layout = inspector.compact ? {} : { indent: '    ' };
    return { out: `${goJson(list, { ...layout, escapeHtml, keys: 'inserted' })}\n`, errors: [] };
  }
  let out = '';
  const errors: Bytes[] = [];
  for (const item of found) {
    const text = byTemplate(template, item);
    if (typeof text === 'string') out += `${text}\n`;
    else errors.push(text.error);
  }
  return { out: out === '' ? '\n' : out, errors };
}
