/** A fault of the engine itself, never of what happens in the simulated host: the transaction is dropped. */
export class EngineFault extends Error {
  override name = 'EngineFault';
}

/** Throws EngineFault when `condition` does not hold. Assertions stay on in production. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new EngineFault(message);
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never, what: string): never {
  throw new EngineFault(`unreachable ${what}: ${JSON.stringify(value)}`);
}
