/** Pinned by genesis: a room's log names the behaviour it was made with. Raised by every change that moves the behaviour report. */
export const BEHAVIOUR_VERSION = '1';
