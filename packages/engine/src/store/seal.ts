import { EngineFault } from '../util/assert.ts';

/** Deepest nesting of arrays and objects in a record. */
export const MAX_DEPTH = 64;

/** Whether an object is a plain one, not of some class whose content would be lost in an encoding. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function sealArray(list: readonly unknown[], depth: number): void {
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (typeof item === 'string' || typeof item === 'number') continue;
    if (typeof item === 'object') {
      if (item !== null && !Object.isFrozen(item)) sealAt(item, depth + 1);
    } else if (typeof item !== 'boolean') throw new EngineFault(`a record holds a list with a ${typeof item}`);
  }
  Object.freeze(list);
}

function sealAt(value: object, depth: number): void {
  if (depth > MAX_DEPTH) throw new EngineFault(`a record is nested deeper than ${MAX_DEPTH}`);
  if (Array.isArray(value)) return sealArray(value, depth);
  if (!isPlain(value)) throw new EngineFault('a record holds an object of a class');
  const fields = value as Record<string, unknown>;
  for (const name in fields) {
    const field = fields[name];
    if (typeof field === 'string' || typeof field === 'number') continue;
    if (typeof field === 'object') {
      if (field !== null && !Object.isFrozen(field)) sealAt(field, depth + 1);
    } else if (field === undefined) delete fields[name];
    else if (typeof field !== 'boolean') throw new EngineFault(`a record holds a ${typeof field}`);
  }
  Object.freeze(value);
}

/**
 * Makes a record fit to be shared by worlds for good: fields that are undefined are removed, so that a field set later
 * takes the same place whether or not the record went through an encoding in between, and the record is frozen with
 * everything in it, so that a write to shared data throws. What is already frozen is taken to be sealed and not entered
 * again. Faults at what is no `Value`: functions, classes, undefined in a list, too deep nesting.
 */
export function sealRecord(record: object): void {
  sealAt(record, 0);
}
