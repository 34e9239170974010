/** The machine: the state of one handler's turn, its loop, and how exceptions go up the stack. */
import type { Proc } from '../../../program/program.ts';
import { assert } from '../../../util/assert.ts';
import type { Code, Unit } from '../lang/code.ts';
import { compileUnit } from '../lang/compile.ts';
import { EXCEPTIONS, PyError, PyRaise, raise } from './errors.ts';
import type { Context, Frame, Return } from './frame.ts';
import { emptyDict, findKey, Heap, type Obj, type ObjOf, own, putKey, type TraceEntry } from './heap.ts';
import type { PyLocals, UnitRecord } from './locals.ts';
import type { Machine } from './machine.ts';
import { BLOCK, type Keywords, TAIL } from './native.ts';
import { builtIn, isRef, type Ref, tuple, type Val } from './value.ts';

/** Depth of calls at which Python gives up (sys.getrecursionlimit). */
export const RECURSION_LIMIT = 1000;
/** Depth of calls that the machine's own functions make. */
const NESTED_LIMIT = 40;
/** Instructions that such a call may run. */
const NESTED_STEPS = 200_000;

/** Compiled texts by their record. A pure cache. */
const UNITS = new WeakMap<UnitRecord, Unit>();

/** A call that a native function leaves to the machine. */
export interface Tail {
  readonly f: Val;
  readonly args: readonly Val[];
  readonly kw: Keywords | null;
  readonly ret: Return;
  readonly keep: Val;
}

export class Vm {
  readonly p: Proc<PyLocals>;
  readonly L: PyLocals;
  readonly heap: Heap;
  readonly machine: Machine;
  ctx!: Context;
  frames!: Frame[];
  frame!: Frame;
  st!: Val[];
  code!: Code;
  tail: Tail | null = null;
  /** Why the thread waits, when a native function has returned BLOCK. */
  wait: NonNullable<Context['wait']> | null = null;
  nested = 0;
  /** Instructions run in this turn. */
  steps = 0;
  /** Depth of frames at which the loop stops (a nested call has come back). */
  private stopAt = 0;
  private stopped = false;

  constructor(p: Proc<PyLocals>, machine: Machine) {
    this.p = p;
    this.L = p.locals;
    this.machine = machine;
    const h = this.L.heap;
    this.L.heap = Object.isFrozen(h) ? { ...h } : h;
    this.heap = new Heap(this.L.heap);
  }

  /** Makes context number `i` the one that runs. */
  enter(i: number): void {
    this.L.contexts = own(this.L.contexts);
    const contexts = this.L.contexts as Context[];
    const ctx = contexts[i] as Context;
    const mine = Object.isFrozen(ctx) ? { ...ctx } : ctx;
    contexts[i] = mine;
    this.L.current = i;
    this.ctx = mine;
    this.frames = own(mine.frames);
    mine.frames = this.frames;
    if (this.frames.length > 0) this.settle();
  }

  /** Takes the top frame up again: after a call, a return, or at the start of a turn. */
  settle(): void {
    const i = this.frames.length - 1;
    let frame = this.frames[i] as Frame;
    if (Object.isFrozen(frame)) {
      frame = { ...frame };
      this.frames[i] = frame;
    }
    this.st = own(frame.st);
    frame.st = this.st;
    frame.v = own(frame.v);
    this.frame = frame;
    this.code = this.codeOf(frame.u, frame.c);
  }

  unit(n: number): Unit {
    const record = this.L.units[n] as UnitRecord;
    let unit = UNITS.get(record);
    if (unit === undefined) {
      unit = compileUnit(record.lib === '' ? record.text : this.machine.sourceOf(record.lib), record.file, record.mode);
      UNITS.set(record, unit);
    }
    return unit;
  }

  codeOf(u: number, c: number): Code {
    return this.unit(u).codes[c] as Code;
  }

  addUnit(record: UnitRecord): number {
    this.L.units = [...this.L.units, record];
    return this.L.units.length - 1;
  }

  // Objects.

  get(v: Val): Readonly<Obj> | null {
    return isRef(v) ? this.heap.get(v.i) : null;
  }

  /** The object behind `v` when it is of kind `t`. */
  as<T extends Obj['t']>(v: Val, t: T): Readonly<ObjOf<T>> | null {
    if (!isRef(v)) return null;
    const o = this.heap.get(v.i);
    return o.t === t ? (o as ObjOf<T>) : null;
  }

  /** The same, to be changed. */
  edit<T extends Obj['t']>(v: Val, t: T): ObjOf<T> {
    const o = this.heap.edit((v as Ref).i);
    assert(o.t === t, `a ${o.t} is no ${t}`);
    return o as ObjOf<T>;
  }

  make(o: Obj): Ref {
    return this.heap.ref(o);
  }

  list(items: readonly Val[]): Ref {
    return this.make({ t: 'list', items, rep: 1 });
  }

  /** A dict with string keys. */
  dict(entries: Iterable<readonly [string, Val]>): Ref {
    const d = emptyDict();
    for (const [key, value] of entries) putKey(d, `s${key}`, key, value);
    return this.make(d);
  }

  newDict(): number {
    return this.heap.put(emptyDict());
  }

  /** Value of a name in the dict number `d`; `key` is `s` and the name. Undefined when it is not there. */
  lookup(d: number, key: string): Val | undefined {
    const o = this.heap.get(d) as ObjOf<'dict'>;
    const at = findKey(o, key);
    return at < 0 ? undefined : o.vs[at];
  }

  store(d: number, key: string, value: Val): void {
    const o = this.heap.edit(d) as ObjOf<'dict'>;
    const n = o.ks.length;
    putKey(o, key, key.slice(1), value);
    if (o.ks.length > n) this.heap.grow(104);
  }

  /** A native object of a kind. */
  native(kind: string, v: readonly Val[]): Ref {
    return this.make({ t: 'native', kind, v });
  }

  // Frames.

  push(v: Val): void {
    this.st.push(v);
  }

  pop(): Val {
    return this.st.pop() as Val;
  }

  pushFrame(frame: Frame): void {
    if (this.frames.length >= RECURSION_LIMIT) raise('RecursionError', 'maximum recursion depth exceeded');
    this.frames.push(frame);
    this.settle();
  }

  /** Drops the top frame, with `value` as its result; `deliver` hands it to the frame below. */
  leaveFrame(value: Val, deliver: (ret: Return, done: Frame) => void): void {
    const done = this.frames.pop() as Frame;
    if (this.frames.length > 0) this.settle();
    if (this.frames.length < this.stopAt) {
      this.stopped = true;
      this.result = done.ret === 'init' ? done.keep : value;
    } else if (this.frames.length === 0) this.result = value;
    else deliver(done.ret, done);
  }

  /** Is the top frame the one whose end ends a nested call? */
  get isLast(): boolean {
    return this.nested > 0 && this.frames.length <= this.stopAt;
  }

  /** Result of the last frame of a thread or of a nested call. */
  result: Val = null;

  // Running.

  /** Runs at most `budget` instructions of the thread. */
  run(budget: number): 'budget' | 'blocked' | 'ended' | 'stopped' {
    const { ops } = this.machine;
    const end = this.steps + budget;
    while (this.steps < end) {
      try {
        if (this.ctx.pending !== null) {
          const { pending } = this.ctx;
          this.ctx.pending = null;
          throw new PyRaise(pending);
        }
        while (this.steps < end) {
          this.steps++;
          const { frame, code } = this;
          const { ip } = frame;
          frame.ip = ip + 2;
          const signal = (ops[code.ops[ip] as number] as (vm: Vm, arg: number) => unknown)(
            this,
            code.ops[ip + 1] as number,
          );
          if (signal === BLOCK) {
            this.frame.ip -= 2;
            return 'blocked';
          }
          if (this.stopped) {
            this.stopped = false;
            return 'stopped';
          }
          if (this.frames.length === 0) return 'ended';
        }
      } catch (error) {
        if (!this.caught(error)) return 'ended';
      }
    }
    return 'budget';
  }

  /** Exception that nobody has caught, when a thread has ended with one. */
  uncaught: Val = null;

  /** Goes up the stack to a handler; false when there is none in this thread. Throws on when a nested call must end. */
  private caught(error: unknown): boolean {
    let value: Val;
    let again = false;
    if (error instanceof PyError) value = this.newException(error);
    else if (error instanceof PyRaise) {
      value = error.value;
      again = error.again;
    } else throw error;
    if (!again) this.setContext(value);
    return this.unwind(value);
  }

  newException(error: PyError): Val {
    const attrs = error.attrs.length === 0 ? 0 : this.newDict();
    for (const [key, attr] of error.attrs) this.store(attrs, `s${key}`, attr);
    return this.make({
      t: 'inst',
      c: builtIn(error.type),
      d: attrs,
      p: tuple(error.args),
      tb: [],
      cause: null,
      context: null,
      quiet: false,
    });
  }

  /** The exception that is being handled. */
  handling(): Val {
    for (let i = this.frames.length - 1; i >= 0; i--) {
      const { e } = this.frames[i] as Frame;
      if (e.length > 0) return e[e.length - 1] as Val;
    }
    return null;
  }

  private setContext(value: Val): void {
    const handled = this.handling();
    const inst = this.as(value, 'inst');
    if (
      inst === null ||
      handled === null ||
      !isRef(handled) ||
      !isRef(value) ||
      handled.i === value.i ||
      inst.context !== null
    )
      return;
    this.edit(value, 'inst').context = handled;
  }

  private unwind(value: Val): boolean {
    let skip = false;
    for (;;) {
      if (this.frames.length === 0 || this.frames.length < this.stopAt) {
        if (this.frames.length > 0) this.settle();
        if (this.stopAt > 0) throw new PyRaise(value, true);
        this.uncaught = value;
        return false;
      }
      this.settle();
      const { frame } = this;
      if (!skip) this.trace(value, frame);
      skip = this.code.kind === 'comprehension' && !this.code.generator;
      if (frame.b.length > 0) {
        this.toHandler(value, frame);
        return true;
      }
      this.machine.abandoned(this, frame, value);
      const replaced = this.replacement;
      this.replacement = null;
      this.frames.pop();
      if (frame.ret === 'next' && frame.gen === 0 && this.machine.isStop(this, value)) {
        this.settle();
        this.machine.iterationEnded(this);
        return true;
      }
      if (replaced !== null) value = replaced;
    }
  }

  /** Set by `abandoned`: the exception that goes on instead (StopIteration inside a generator). */
  replacement: Val = null;

  private trace(value: Val, frame: Frame): void {
    if (this.as(value, 'inst') === null) return;
    const { code } = this;
    const place = code.places[code.placeOf[(frame.ip - 2) >> 1] as number] ?? [0, 0, 0, 0, -1, -1];
    const inlined = code.kind === 'comprehension' && !code.generator;
    const below = this.frames[this.frames.length - 2];
    const name = inlined && below !== undefined ? this.codeOf(below.u, below.c).name : code.name;
    const inst = this.edit(value, 'inst');
    const entry: TraceEntry = { unit: frame.u, line: place[0], name, place };
    if (inst.tb.length < 2000) inst.tb = [entry, ...inst.tb];
  }

  private toHandler(value: Val, frame: Frame): void {
    const b = own(frame.b);
    const [handler, depth, exits, handled] = b.splice(b.length - 4, 4) as [number, number, number, number];
    frame.b = b;
    this.st.length = depth;
    frame.w = frame.w.slice(0, exits);
    frame.e = [...frame.e.slice(0, handled), value];
    this.st.push(value);
    frame.ip = handler;
  }

  /** Calls a function to its end, from inside a native function. It may not wait for anything. */
  call(f: Val, args: readonly Val[], kw: Keywords | null = null): Val {
    const first = this.machine.call(this, f, args, kw, 'stop', null);
    if (first !== TAIL) {
      if (first === BLOCK) return this.mayNotBlock();
      return first;
    }
    return this.runNested();
  }

  private mayNotBlock(): never {
    this.wait = null;
    this.ctx.scratch = null;
    return raise('RuntimeError', 'waiting inside a function that the interpreter itself calls is not simulated');
  }

  /** Runs the frame just pushed to its end. */
  runNested(): Val {
    if (this.nested >= NESTED_LIMIT) {
      this.frames.pop();
      this.settle();
      raise('RecursionError', 'maximum recursion depth exceeded');
    }
    const outer = { stopAt: this.stopAt, wait: this.wait };
    const before = this.steps;
    this.nested++;
    this.stopAt = this.frames.length;
    try {
      const end = this.run(NESTED_STEPS);
      if (end === 'budget')
        raise('RuntimeError', 'a function that the interpreter itself calls runs too long to be simulated');
      if (end === 'blocked') this.mayNotBlock();
      return this.result;
    } catch (error) {
      while (this.frames.length >= this.stopAt && this.frames.length > 0) this.frames.pop();
      if (this.frames.length > 0) this.settle();
      throw error;
    } finally {
      this.nested--;
      this.stopAt = outer.stopAt;
      this.wait = outer.wait;
      this.p.burn(Math.floor((this.steps - before) / 100));
    }
  }

  /** A native function leaves its result to another call. */
  tailCall(
    f: Val,
    args: readonly Val[],
    kw: Keywords | null = null,
    ret: Return = 'push',
    keep: Val = null,
  ): typeof TAIL {
    this.tail = { f, args, kw, ret, keep };
    return TAIL;
  }

  /** A native function must wait. */
  block(wait: Partial<NonNullable<Context['wait']>>): typeof BLOCK {
    this.wait = { fds: [], keys: [], until: -1, write: false, ...wait };
    return BLOCK;
  }

  /** Is it a class of exceptions, built in? */
  isExceptionName(name: string): boolean {
    return EXCEPTIONS.has(name);
  }
}
