import type { Bytes } from '../bytes.ts';
import {
  elemOfInterface,
  elemOfPtr,
  fieldValue,
  type GoRef,
  type GoValue,
  intData,
  isNilData,
  lengthOf,
  mapElem,
  mapKey,
  sliceElem,
  sortedKeys,
  stringData,
} from '../go-value/value.ts';
import { hashString32 } from '../mix64.ts';
import { type FmtFlags, noFlags, pad } from './flags.ts';
import {
  formatChar,
  formatFloatVerb,
  formatHexText,
  formatInteger,
  formatQuoted,
  formatQuotedChar,
  formatText,
  formatUnicode,
} from './scalar.ts';

/** Depth past which values are not followed: data of the API is a tree of a few levels. */
const MAX_DEPTH = 100;

/**
 * Where a pointer points: an address of Go's heap arena, chosen by the pointee's type and data, so that equal worlds print
 * equal text.
 */
function pointerOf(v: GoValue): number {
  const seed = typeof v.data === 'string' ? v.data : '';
  return 0xc000000000 + (hashString32(v.type.name + seed) % 0x400000) * 8;
}

/** State of one Sprintf: the flags of the verb at hand and what has been printed (`pp` of Go's fmt/print.go). */
export class Printer {
  out: Bytes = '';
  flags: FmtFlags = noFlags();
  private erroring = false;

  /** Prints `arg` under `verb`; `null` is a nil interface. */
  printArg(arg: GoRef, verb: string): void {
    const v = elemOfInterface(arg);
    if (v === null) {
      if (verb === 'v' || verb === 'T') this.out += pad(this.flags, '<nil>');
      else this.badVerb(verb, null);
      return;
    }
    if (verb === 'T') {
      this.out += formatText(this.flags, v.type.name);
      return;
    }
    if (verb === 'p') {
      this.printPointer(v, verb);
      return;
    }
    if (this.printMethod(v, verb)) return;
    this.printValue(v, verb, 0);
  }

  /** `%!verb(type=value)`: the verb does not fit the value. */
  badVerb(verb: string, v: GoRef): void {
    this.erroring = true;
    this.out += `%!${verb}(`;
    if (v === null) this.out += '<nil>';
    else {
      this.out += `${v.type.name}=`;
      this.printValue(v, 'v', 0);
    }
    this.out += ')';
    this.erroring = false;
  }

  /** Uses String() or Error() where the type has it and the verb takes text. */
  private printMethod(v: GoValue, verb: string): boolean {
    if (this.erroring || this.flags.sharpV || !'vsxXq'.includes(verb)) return false;
    const owner = v.type.kind === 'ptr' ? v.type.elem : v.type;
    if (owner?.text === undefined) return false;
    if (v.type.kind === 'ptr' && isNilData(v.data)) this.out += pad(this.flags, '<nil>');
    else this.printString(v, owner.text(v.data), verb);
    return true;
  }

  private printString(v: GoValue, s: Bytes, verb: string): void {
    const f = this.flags;
    if (verb === 'v') this.out += f.sharpV ? formatQuoted(f, s) : formatText(f, s);
    else if (verb === 's') this.out += formatText(f, s);
    else if (verb === 'x' || verb === 'X') this.out += formatHexText(f, s, verb === 'X');
    else if (verb === 'q') this.out += formatQuoted(f, s);
    else this.badVerb(verb, v);
  }

  private printInteger(v: GoValue, verb: string): void {
    const n = intData(v);
    const f = this.flags;
    if (verb === 'v' && f.sharpV && v.type.kind === 'uint') this.out += this.hexWith0x(n, true);
    else if (verb === 'v' || verb === 'd') this.out += formatInteger(f, n, 10, verb);
    else if (verb === 'b') this.out += formatInteger(f, n, 2, verb);
    else if (verb === 'o' || verb === 'O') this.out += formatInteger(f, n, 8, verb);
    else if (verb === 'x' || verb === 'X') this.out += formatInteger(f, n, 16, verb);
    else if (verb === 'c') this.out += formatChar(f, n);
    else if (verb === 'q') this.out += formatQuotedChar(f, n);
    else if (verb === 'U') this.out += formatUnicode(f, n);
    else this.badVerb(verb, v);
  }

  private hexWith0x(n: number | bigint, sharp: boolean): Bytes {
    return formatInteger({ ...this.flags, sharp }, n, 16, 'v');
  }

  private printFloat(v: GoValue, x: number, verb: string): void {
    if (verb === 'v') this.out += formatFloatVerb(this.flags, x, 'g', -1);
    else if (verb === 'F') this.out += formatFloatVerb(this.flags, x, 'f', 6);
    else if ('bgGxX'.includes(verb)) this.out += formatFloatVerb(this.flags, x, verb, -1);
    else if ('feE'.includes(verb)) this.out += formatFloatVerb(this.flags, x, verb, 6);
    else this.badVerb(verb, v);
  }

  private printComplex(v: GoValue, verb: string): void {
    if (!'vbgGxXfFeE'.includes(verb)) {
      this.badVerb(verb, v);
      return;
    }
    const [re, im] = (v.data ?? [0, 0]) as readonly [number, number];
    const plus = this.flags.plus;
    this.out += '(';
    this.printFloat(v, re, verb);
    this.flags.plus = true;
    this.printFloat(v, im, verb);
    this.out += 'i)';
    this.flags.plus = plus;
  }

  private printPointer(v: GoValue, verb: string): void {
    const kind = v.type.kind;
    if (kind !== 'ptr' && kind !== 'map' && kind !== 'slice' && kind !== 'func') {
      this.badVerb(verb, v);
      return;
    }
    const address = isNilData(v.data) ? 0 : pointerOf(v);
    if (verb === 'v' && this.flags.sharpV) {
      this.out += `(${v.type.name})(${address === 0 ? 'nil' : this.hexWith0x(address, true)})`;
    } else if (verb === 'v') {
      this.out += address === 0 ? pad(this.flags, '<nil>') : this.hexWith0x(address, !this.flags.sharp);
    } else if (verb === 'p') this.out += this.hexWith0x(address, !this.flags.sharp);
    else if ('bodxX'.includes(verb)) {
      this.out += formatInteger(
        this.flags,
        address,
        verb === 'b' ? 2 : verb === 'o' ? 8 : verb === 'd' ? 10 : 16,
        verb,
      );
    } else this.badVerb(verb, v);
  }

  private printMap(v: GoValue, verb: string, depth: number): void {
    const go = this.flags.sharpV;
    if (go && isNilData(v.data)) {
      this.out += `${v.type.name}(nil)`;
      return;
    }
    this.out += go ? `${v.type.name}{` : 'map[';
    let first = true;
    for (const key of sortedKeys(v)) {
      if (!first) this.out += go ? ', ' : ' ';
      first = false;
      this.printValue(mapKey(v, key), verb, depth + 1);
      this.out += ':';
      this.printValue(mapElem(v, key), verb, depth + 1);
    }
    this.out += go ? '}' : ']';
  }

  private printStruct(v: GoValue, verb: string, depth: number): void {
    const go = this.flags.sharpV;
    this.out += go ? `${v.type.name}{` : '{';
    let first = true;
    for (const f of v.type.fields ?? []) {
      if (!first) this.out += go ? ', ' : ' ';
      first = false;
      if (go || this.flags.plusV) this.out += `${f.name}:`;
      const field = fieldValue(v, f);
      const inner = field.type.kind === 'interface' && !isNilData(field.data) ? elemOfInterface(field) : field;
      this.printValue(inner, verb, depth + 1);
    }
    this.out += '}';
  }

  private printSlice(v: GoValue, verb: string, depth: number): void {
    const go = this.flags.sharpV;
    if (v.type.elem?.name === 'uint8' && 'sqxX'.includes(verb)) {
      this.printString(v, String.fromCharCode(...((v.data ?? []) as readonly number[])), verb);
      return;
    }
    if (go && isNilData(v.data)) {
      this.out += `${v.type.name}(nil)`;
      return;
    }
    this.out += go ? `${v.type.name}{` : '[';
    const n = lengthOf(v);
    for (let i = 0; i < n; i++) {
      if (i > 0) this.out += go ? ', ' : ' ';
      this.printValue(sliceElem(v, i), verb, depth + 1);
    }
    this.out += go ? '}' : ']';
  }

  private printInterface(v: GoValue, verb: string, depth: number): void {
    const inner = elemOfInterface(v);
    if (inner !== null) this.printValue(inner, verb, depth + 1);
    else this.out += this.flags.sharpV ? `${v.type.name}(nil)` : '<nil>';
  }

  /** Prints by kind; below the top, methods are asked first and pointers print as addresses. */
  private printValue(v: GoRef, verb: string, depth: number): void {
    if (v === null) {
      if (verb === 'v') this.out += '<nil>';
      else this.badVerb(verb, null);
      return;
    }
    if (depth > MAX_DEPTH) return;
    if (depth > 0 && v.type.kind !== 'interface' && this.printMethod(v, verb)) return;
    switch (v.type.kind) {
      case 'bool':
        if (verb === 't' || verb === 'v') this.out += pad(this.flags, v.data === true ? 'true' : 'false');
        else this.badVerb(verb, v);
        return;
      case 'int':
      case 'uint':
        return this.printInteger(v, verb);
      case 'float':
        return this.printFloat(v, Number(v.data ?? 0), verb);
      case 'complex':
        return this.printComplex(v, verb);
      case 'string':
        return this.printString(v, stringData(v), verb);
      case 'map':
        return this.printMap(v, verb, depth);
      case 'struct':
        return this.printStruct(v, verb, depth);
      case 'interface':
        return this.printInterface(v, verb, depth);
      case 'slice':
        return this.printSlice(v, verb, depth);
      case 'ptr': {
        const elem = elemOfPtr(v);
        if (depth === 0 && !isNilData(v.data) && ['slice', 'struct', 'map'].includes(elem.type.kind)) {
          this.out += '&';
          this.printValue(elem, verb, depth + 1);
          return;
        }
        return this.printPointer(v, verb);
      }
      default:
        return this.printPointer(v, verb);
    }
  }
}
