/**
 * What packages/engine/src must not contain, because a world has to come out the same on every machine and has to be
 * saved between any two steps (docs/ARCHITECTURE.md §5). Each entry says what to use instead.
 */

const CLOCK = 'Time is a field of the world: take it from sim/clock.';
const TIMER = 'Use a simulated timer (sim/timer).';
/** Said of everything that would suspend a step. */
export const WAIT = 'Nothing is suspended across a wait: use a program label or a flow step.';
const OUTSIDE = 'The engine has no I/O: take it as an input, give it as an output.';
const LOCALE = 'Locale data differs between machines: compare and format by code unit.';

/** Global names, with what to use instead. Names that a file declares itself are not meant. */
export const GLOBALS: Readonly<Record<string, string>> = {
  Buffer: 'Bytes are strings of 0..255 (util/bytes).',
  Date: CLOCK,
  FinalizationRegistry: 'Garbage collection differs between machines.',
  Function: 'Code is named, never made from text.',
  Intl: LOCALE,
  Promise: WAIT,
  SharedArrayBuffer: OUTSIDE,
  WeakRef: 'Garbage collection differs between machines.',
  WebSocket: OUTSIDE,
  Worker: OUTSIDE,
  XMLHttpRequest: OUTSIDE,
  cancelAnimationFrame: TIMER,
  clearInterval: TIMER,
  clearTimeout: TIMER,
  console: 'Give it as an output or a trace span (sim/output, sim/trace).',
  crypto: 'Use sim/random for chance and util/digest for SHA-256.',
  document: OUTSIDE,
  eval: 'Code is named, never made from text.',
  fetch: OUTSIDE,
  globalThis: OUTSIDE,
  localStorage: OUTSIDE,
  navigator: OUTSIDE,
  performance: CLOCK,
  process: OUTSIDE,
  queueMicrotask: WAIT,
  requestAnimationFrame: TIMER,
  require: 'Use an import at the top of the file.',
  setImmediate: TIMER,
  setInterval: TIMER,
  setTimeout: TIMER,
  window: OUTSIDE,
};

/** Said of arithmetic that the language does not define to the last bit. */
export const ROUNDING = 'Its last bit differs between engines: use integer arithmetic or a table.';

/** Members of Math whose result is random or not defined to the last bit by the language. */
export const MATH: Readonly<Record<string, string>> = {
  acos: ROUNDING,
  acosh: ROUNDING,
  asin: ROUNDING,
  asinh: ROUNDING,
  atan: ROUNDING,
  atan2: ROUNDING,
  atanh: ROUNDING,
  cbrt: ROUNDING,
  cos: ROUNDING,
  cosh: ROUNDING,
  exp: ROUNDING,
  expm1: ROUNDING,
  hypot: ROUNDING,
  log: ROUNDING,
  log10: ROUNDING,
  log1p: ROUNDING,
  log2: ROUNDING,
  pow: ROUNDING,
  random: 'Draw from a named stream of sim/random.',
  sin: ROUNDING,
  sinh: ROUNDING,
  tan: ROUNDING,
  tanh: ROUNDING,
};

/** Methods, on whatever object. */
export const METHODS: Readonly<Record<string, string>> = {
  localeCompare: LOCALE,
  toLocaleDateString: LOCALE,
  toLocaleLowerCase: LOCALE,
  toLocaleString: LOCALE,
  toLocaleTimeString: LOCALE,
  toLocaleUpperCase: LOCALE,
};

/** Files of packages/engine/src/util that may keep a pure cache in module state: the same answers with and without. */
export const CACHES: readonly string[] = [];
