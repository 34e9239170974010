/**
 * The heap of a Python process: objects with identity, in pages of plain records that live in the task's locals. Pages
 * and objects that an older world shares are frozen, and copied before they are changed.
 */
import { assert } from '../../../util/assert.ts';
import type { Frame } from './frame.ts';
import { HOLE, type Ref, type Val } from './value.ts';

/** Entries of a dict or a set: keys, values and the place of each by its hash text. Deleted places hold a hole. */
export interface Entries {
  ks: readonly Val[];
  vs: readonly Val[];
  ix: { readonly [hash: string]: number };
  n: number;
}

export type Obj =
  | { t: 'list'; items: readonly Val[]; rep: number }
  | ({ t: 'dict'; weak?: boolean } & Entries)
  | ({ t: 'set'; frozen: boolean } & Entries)
  | { t: 'bytearray'; v: string; n: number }
  | {
      t: 'func';
      u: number;
      c: number;
      defaults: readonly Val[];
      kw: readonly (readonly [string, Val])[];
      cells: readonly number[];
      g: number;
      name: string;
      qualname: string;
      doc: Val;
      d: number;
      module: Val;
    }
  | { t: 'cell'; v: Val }
  | { t: 'class'; name: string; bases: readonly Val[]; mro: readonly Val[]; d: number; meta: Val; slots: boolean }
  | { t: 'inst'; c: Val; d: number; p: Val; tb: readonly TraceEntry[]; cause: Val; context: Val; quiet: boolean }
  | {
      t: 'gen';
      f: Frame | null;
      state: 'new' | 'waiting' | 'running' | 'done';
      name: string;
      kind: 'generator' | 'coroutine';
    }
  | { t: 'module'; name: string; d: number }
  | { t: 'iter'; kind: string; src: Val; i: number; more: Val }
  | { t: 'prop'; get: Val; set: Val; del: Val; doc: Val }
  | { t: 'static'; f: Val }
  | { t: 'classmethod'; f: Val }
  | { t: 'super'; c: Val; o: Val; oc: Val }
  | { t: 'native'; kind: string; v: readonly Val[] };

export type ObjOf<T extends Obj['t']> = Extract<Obj, { t: T }>;

/** One line of a traceback: file, line, function, and the columns to mark. `unit` is the text's number. */
export interface TraceEntry {
  readonly unit: number;
  readonly line: number;
  readonly name: string;
  readonly place: readonly number[];
}

const PAGE = 64;

/** The heap as it is stored. */
export interface HeapState {
  pages: readonly (readonly (Obj | null)[])[];
  /** Numbers that may be used again, and the next that never was. */
  free: readonly number[];
  next: number;
  /** Estimated bytes of all objects, of those made since the last collection, and how much the process has asked for. */
  bytes: number;
  fresh: number;
  charged: number;
}

export const EMPTY_HEAP: HeapState = { pages: [], free: [], next: 1, bytes: 0, fresh: 0, charged: 0 };

/** Rough size of an object in CPython, without what it refers to. */
export function sizeOf(o: Readonly<Obj>): number {
  switch (o.t) {
    case 'list':
      return 56 + 8 * o.items.length * o.rep + stringBytes(o.items) * o.rep;
    case 'dict':
      return 64 + 104 * o.ks.length + stringBytes(o.ks) + stringBytes(o.vs);
    case 'set':
      return 216 + 64 * o.ks.length + stringBytes(o.ks);
    case 'bytearray':
      return 57 + o.v.length * o.n;
    case 'func':
      return 152;
    case 'class':
      return 1064;
    case 'inst':
      return 56 + valueBytes(o.p);
    case 'gen':
      return 400;
    case 'cell':
      return 40 + valueBytes(o.v);
    default:
      return 72;
  }
}

function valueBytes(v: Val): number {
  if (typeof v === 'string') return v.length > 64 ? v.length + 49 : 0;
  if (typeof v === 'object' && v !== null && (v.k === 'b' || v.k === 'S')) return v.v.length * v.n + 40;
  return 0;
}

/** Bytes of long strings among values; short ones are taken to be shared. */
function stringBytes(list: readonly Val[]): number {
  let n = 0;
  const step = list.length > 256 ? Math.floor(list.length / 256) : 1;
  for (let i = 0; i < list.length; i += step) n += valueBytes(list[i] as Val);
  return n * step;
}

/** A list that may be changed in place: itself, or a copy when it is frozen. */
export function own<T>(list: readonly T[]): T[] {
  return Object.isFrozen(list) ? list.slice() : (list as T[]);
}

export class Heap {
  readonly state: HeapState;
  private pages: (readonly (Obj | null)[])[];
  private free: number[];

  constructor(state: HeapState) {
    this.state = state;
    this.pages = state.pages as (readonly (Obj | null)[])[];
    this.free = state.free as number[];
  }

  get(id: number): Readonly<Obj> {
    const o = this.pages[id >> 6]?.[id & (PAGE - 1)];
    assert(o !== undefined && o !== null, `no Python object ${id}`);
    return o;
  }

  /** The object, to be changed. What its fields hold is frozen unless made by the caller. */
  edit(id: number): Obj {
    const page = this.page(id >> 6);
    let o = page[id & (PAGE - 1)];
    assert(o !== undefined && o !== null, `no Python object ${id}`);
    if (Object.isFrozen(o)) {
      o = { ...o };
      page[id & (PAGE - 1)] = o;
    }
    return o;
  }

  private page(n: number): (Obj | null)[] {
    if (Object.isFrozen(this.pages)) {
      this.pages = this.pages.slice();
      this.state.pages = this.pages;
    }
    const page = this.pages[n];
    if (page === undefined) {
      const made: (Obj | null)[] = [];
      this.pages[n] = made;
      return made;
    }
    if (!Object.isFrozen(page)) return page as (Obj | null)[];
    const copy = page.slice();
    this.pages[n] = copy;
    return copy;
  }

  private take(): number {
    if (this.free.length === 0) return this.state.next++;
    if (Object.isFrozen(this.free)) {
      this.free = this.free.slice();
      this.state.free = this.free;
    }
    return this.free.pop() as number;
  }

  /** Puts a new object in; its number. */
  put(o: Obj): number {
    const id = this.take();
    this.page(id >> 6)[id & (PAGE - 1)] = o;
    this.grow(sizeOf(o));
    return id;
  }

  ref(o: Obj): Ref {
    return { k: 'r', i: this.put(o) };
  }

  /** Counts bytes that an object has gained. */
  grow(bytes: number): void {
    this.state.bytes += bytes;
    this.state.fresh += bytes;
  }

  /** Removes everything whose number is not in `live`, and counts again. */
  sweep(live: ReadonlySet<number>): void {
    const free: number[] = [];
    let bytes = 0;
    for (let id = this.state.next - 1; id >= 1; id--) {
      if (live.has(id)) {
        bytes += sizeOf(this.get(id));
        continue;
      }
      free.push(id);
      if (this.pages[id >> 6]?.[id & (PAGE - 1)] !== null) this.page(id >> 6)[id & (PAGE - 1)] = null;
    }
    this.free = free;
    this.state.free = free;
    this.state.bytes = bytes;
    this.state.fresh = 0;
  }
}

/** A fresh dict. */
export function emptyDict(): ObjOf<'dict'> {
  return { t: 'dict', ks: [], vs: [], ix: {}, n: 0 };
}

/** Place of a key in the entries, or -1. */
export function findKey(e: Readonly<Entries>, hash: string): number {
  return Object.hasOwn(e.ix, hash) ? (e.ix[hash] as number) : -1;
}

/** Puts an entry into an object from `Heap.edit`. */
export function putKey(e: Entries, hash: string, key: Val, value: Val): void {
  const at = findKey(e, hash);
  if (at >= 0) {
    const vs = own(e.vs);
    vs[at] = value;
    e.vs = vs;
    return;
  }
  const ks = own(e.ks);
  const vs = own(e.vs);
  const ix = (Object.isFrozen(e.ix) ? { ...e.ix } : e.ix) as { [hash: string]: number };
  ix[hash] = ks.length;
  ks.push(key);
  vs.push(value);
  e.ks = ks;
  e.vs = vs;
  e.ix = ix;
  e.n++;
}

/** Takes an entry out; false when it was not there. */
export function dropKey(e: Entries, hash: string): boolean {
  const at = findKey(e, hash);
  if (at < 0) return false;
  const ks = own(e.ks);
  const vs = own(e.vs);
  const ix = { ...e.ix } as { [hash: string]: number };
  delete ix[hash];
  ks[at] = HOLE;
  vs[at] = HOLE;
  e.ks = ks;
  e.vs = vs;
  e.ix = ix;
  e.n--;
  if (ks.length > 32 && ks.length > e.n * 3) compact(e);
  else if (at === ks.length - 1) {
    while (ks.length > 0 && (ks[ks.length - 1] as Val) === HOLE) {
      ks.pop();
      vs.pop();
    }
  }
  return true;
}

/** Closes the gaps that deletions have left. */
function compact(e: Entries): void {
  const place = new Map<number, string>();
  for (const hash of Object.keys(e.ix)) place.set(e.ix[hash] as number, hash);
  const ks: Val[] = [];
  const vs: Val[] = [];
  const ix: { [hash: string]: number } = {};
  for (let i = 0; i < e.ks.length; i++) {
    const hash = place.get(i);
    if (hash === undefined) continue;
    ix[hash] = ks.length;
    ks.push(e.ks[i] as Val);
    vs.push(e.vs[i] as Val);
  }
  e.ks = ks;
  e.vs = vs;
  e.ix = ix;
}
