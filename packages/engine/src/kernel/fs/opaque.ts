/**
 * Contents that are named instead of stored: images of programs and other files whose bytes nobody looks at. The bytes
 * are a function of the name and the offset. A content named `program:NAME` is an ELF image whose head says which program
 * it is, so a copy made byte by byte (`cat sh > sh2`) is still that program; `elf:…` is the image of some other binary.
 */
import type { Bytes } from '../../util/bytes.ts';

const PROGRAM = 'program:';
const OTHER_IMAGE = 'elf:';
/** e_ident of a 64-bit little-endian ELF file, e_type ET_DYN, e_machine EM_X86_64. */
const ELF_IDENT = '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0';
/** Where in the image the name stands, as a note would, and how long the head is. */
const NOTE_AT = 64;
const HEAD = 256;
const NOTE = 'DRYDOCK\0';

/** Name of the opaque content that is the image of `program`. */
export function programContent(program: string): string {
  return PROGRAM + program;
}

/** Name of an opaque content that is an image of no simulated program; `what` tells it from others. */
export function imageContent(what: string): string {
  return OTHER_IMAGE + what;
}

/** The program whose image the content named `opaque` is, or ''. */
export function programOfContent(opaque: string): string {
  return opaque.startsWith(PROGRAM) ? opaque.slice(PROGRAM.length) : '';
}

/** The program whose image begins with the bytes `head`, or ''. */
export function programOfBytes(head: Bytes): string {
  if (!head.startsWith(ELF_IDENT) || !head.startsWith(NOTE, NOTE_AT)) return '';
  const start = NOTE_AT + NOTE.length;
  const end = head.indexOf('\0', start);
  return end < 0 || end >= HEAD ? '' : head.slice(start, end);
}

function imageHead(program: string): Bytes {
  const note = program === '' ? '' : NOTE + program;
  return (ELF_IDENT.padEnd(NOTE_AT, '\0') + note).slice(0, HEAD - 1).padEnd(HEAD, '\0');
}

/** FNV-1a of the name: the seed of its bytes. */
function seedOf(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h;
}

/** Word number `i` of the sequence of `seed`: the finaliser of MurmurHash3 over a Weyl sequence. */
function word(seed: number, i: number): number {
  let h = (seed + Math.imul(i + 1, 0x9e3779b9)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Bytes `at` to `at + n` of the content `name`. */
export function opaqueBytes(name: string, at: number, n: number): Bytes {
  const seed = seedOf(name);
  const program = programOfContent(name);
  let out = '';
  let pos = at;
  const end = at + n;
  if (pos < HEAD && (program !== '' || name.startsWith(OTHER_IMAGE))) {
    out = imageHead(program).slice(pos, end);
    pos += out.length;
  }
  while (pos < end) {
    const count = Math.min(4096, end - pos);
    const codes = new Array<number>(count);
    for (let i = 0; i < count; i++) {
      const p = pos + i;
      codes[i] = (word(seed, Math.floor(p / 4)) >>> ((p % 4) * 8)) & 255;
    }
    out += String.fromCharCode(...codes);
    pos += count;
  }
  return out;
}
