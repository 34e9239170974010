import type { Input, Role } from '@drydock/protocol';

/** The account on the simulated host that students act as. */
export const STUDENT_USER = 'student';

/** Inputs that a student with the right to act may propose: the shared terminals, and saving files as oneself. */
const STUDENT_INPUTS: ReadonlySet<Input['type']> = new Set([
  'tty.open',
  'tty.input',
  'tty.resize',
  'tty.close',
  'file.put',
]);

/** True when somebody of `role`, having the right to act at all, may propose this kind of input. */
export function isOpenTo(role: Role, input: Input): boolean {
  if (role === 'instructor') return true;
  if (!STUDENT_INPUTS.has(input.type)) return false;
  return !('user' in input) || input.user === STUDENT_USER;
}
