/**
 * Building fields out of expanded text: quoted text, literal text, and text that is split at IFS (POSIX 2.6.5). Beside a
 * field's text its pattern is kept as soon as an unquoted pattern character is in it.
 */
import type { Bytes } from '../../util/bytes.ts';
import { escapePattern } from './pattern.ts';

/** A field; `pattern` is null when it has no pattern characters. */
export interface Field {
  readonly text: Bytes;
  readonly pattern: Bytes | null;
}

const DEFAULT_IFS = ' \t\n';
const META = /[*?[\\]/;

/** How fields are made. */
export type FieldMode = 'split' | 'single' | 'pattern';

export class FieldBuilder {
  readonly fields: Field[] = [];
  private readonly mode: FieldMode;
  private readonly ifs: Bytes;
  private readonly ext: boolean;
  private text = '';
  private pattern: Bytes | null = null;
  /** The field exists even when it is empty. */
  private open = false;
  /** The last thing was blank that ended a field: a separator right after it belongs to it. */
  private blank = false;

  constructor(mode: FieldMode, ifs: Bytes | null, ext: boolean) {
    this.mode = mode;
    this.ifs = ifs ?? DEFAULT_IFS;
    this.ext = ext;
    if (mode === 'pattern') this.pattern = '';
  }

  quoted(text: Bytes): void {
    this.open = true;
    this.blank = false;
    if (text === '') return;
    if (this.pattern !== null) this.pattern += escapePattern(text);
    this.text += text;
  }

  /** Unquoted text that is not split: words of the script itself. */
  literal(text: Bytes): void {
    if (text === '') return;
    this.open = true;
    this.blank = false;
    if (this.pattern === null && (META.test(text) || (this.ext && text.indexOf('(') >= 0)))
      this.pattern = escapePattern(this.text);
    if (this.pattern !== null) this.pattern += text;
    this.text += text;
  }

  /** Result of an unquoted expansion. */
  expanded(text: Bytes): void {
    if (this.mode !== 'split') this.literal(text);
    else this.split(text);
  }

  /** Marks that the field exists: `""` gives an empty one. */
  touch(): void {
    this.open = true;
    this.blank = false;
  }

  /** Ends a field between the elements of `"$@"`. */
  separate(): void {
    this.open = true;
    this.end();
  }

  /** Ends a field between the elements of an unquoted `$@`; an empty one vanishes. */
  separateUnquoted(): void {
    if (this.open) this.end();
  }

  private end(): void {
    this.fields.push({ text: this.text, pattern: this.pattern });
    this.text = '';
    this.pattern = null;
    this.open = false;
    this.blank = false;
  }

  private split(text: Bytes): void {
    const ifs = this.ifs;
    let i = 0;
    while (i < text.length) {
      let end = i;
      while (end < text.length && ifs.indexOf(text.charAt(end)) < 0) end++;
      if (end > i) {
        this.literal(text.slice(i, end));
        i = end;
        continue;
      }
      let separators = 0;
      const blank = this.blank;
      while (i < text.length) {
        const c = text.charAt(i);
        if (ifs.indexOf(c) < 0) break;
        if (c !== ' ' && c !== '\t' && c !== '\n' && ++separators > 1) break;
        i++;
      }
      if (separators === 0) {
        if (this.open) {
          this.end();
          this.blank = true;
        }
      } else if (this.open) this.end();
      else if (blank) this.blank = false;
      else this.separate();
    }
  }

  /** The fields, with the last one closed. */
  finish(): readonly Field[] {
    if (this.open) this.end();
    return this.fields;
  }

  /** The text as one value, whatever it is made of. */
  get value(): Bytes {
    return this.text;
  }

  /** Lists are joined to one text. */
  get joins(): boolean {
    return this.mode !== 'split';
  }

  get patternText(): Bytes {
    return this.pattern ?? escapePattern(this.text);
  }
}
