import type { Bytes } from '../bytes.ts';
import { runeCount } from '../rune.ts';

/** Flags, width and precision of one verb; -1 means not given. */
export interface FmtFlags {
  minus: boolean;
  plus: boolean;
  sharp: boolean;
  space: boolean;
  zero: boolean;
  /** `%+v`: struct field names. */
  plusV: boolean;
  /** `%#v`: Go syntax. */
  sharpV: boolean;
  width: number;
  precision: number;
}

/** Flags of a plain verb such as `%v`. */
export function noFlags(): FmtFlags {
  return {
    minus: false,
    plus: false,
    sharp: false,
    space: false,
    zero: false,
    plusV: false,
    sharpV: false,
    width: -1,
    precision: -1,
  };
}

/** `s` padded to the width in runes, with zeros on the left when the flag asks for it. */
export function pad(f: FmtFlags, s: Bytes, zero: boolean = f.zero): Bytes {
  if (f.width <= 0) return s;
  const missing = f.width - runeCount(s);
  if (missing <= 0) return s;
  if (f.minus) return s + ' '.repeat(missing);
  return (zero ? '0' : ' ').repeat(missing) + s;
}
