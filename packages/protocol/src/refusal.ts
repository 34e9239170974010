/** Why a proposal, a control or a frame was refused: the closed table of codes, with the sentence a person may read. */
export const REFUSALS = {
  malformed: 'The frame cannot be read.',
  invalid: 'The input is not one that this room understands.',
  'too-large': 'The input is larger than a room accepts.',
  right: 'You may watch but not act at the moment.',
  'not-allowed': 'This kind of input is not open to you.',
  rate: 'Too many inputs in a short time.',
  busy: 'The simulated host is busy; the input was not taken.',
  'id-taken': 'The id of this proposal is already used for something else.',
  refused: 'The simulated host did not accept the input.',
  fault: 'The input would break the simulation; it was dropped and reported.',
  halted: 'The simulation has stopped after an internal fault; go back to an earlier moment to go on.',
  ended: 'The class has ended.',
  unauthorized: 'The connection is not authorised.',
  version: 'This version of the protocol is not spoken.',
  'unknown-room': 'There is no such room.',
  internal: 'Something went wrong on the server.',
} as const;

/** A code of REFUSALS. */
export type RefusalCode = keyof typeof REFUSALS;

/** True for a code of the table. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code);
}
