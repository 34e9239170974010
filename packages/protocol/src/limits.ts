/** Every bound of the protocol, in one place. Bytes unless the name says otherwise; times in milliseconds of the wall. */
export const LIMITS = {
  /** A frame, whatever it holds: one byte more closes the connection with 1009 before it is read. */
  frameBytes: 1024 * 1024,
  /** Keys typed or pasted in one proposal. */
  ttyBytes: 64 * 1024,
  /** Contents of one saved file. */
  fileBytes: 256 * 1024,
  pathBytes: 4096,
  /** An Engine API request or one chunk of it, as encoded values. */
  apiBytes: 256 * 1024,
  /** Depth of nested values in an Engine API request. */
  apiDepth: 32,
  nameChars: 32,
  titleChars: 80,
  proposalIdChars: 48,
  /** One person's presence, as JSON. */
  presenceBytes: 512,
  presenceKeys: 16,
  ttyRows: 500,
  ttyCols: 1000,

  /** Entries of one log segment: one full segment is sealed, compressed and never changes. */
  segmentEntries: 512,
  /** A checkpoint is due after this many entries… */
  checkpointEntries: 256,
  /** …or this much simulated time in which something happened. */
  checkpointNs: 30_000_000_000,
  /** Bytes of terminal output kept with a moment, for each terminal. */
  screenBytes: 128 * 1024,
  /** Terminals that may be open at once in a room; as many closed ones are remembered. */
  terminals: 32,

  /** Proposals of one person: this many a second, after a burst. */
  proposalsPerSecond: 60,
  proposalBurst: 180,
  /** Bytes of proposals of one person a second, after a burst. */
  proposalBytesPerSecond: 128 * 1024,
  proposalBytesBurst: 1024 * 1024,
  /** Frames of any kind from one connection a second, after a burst; beyond it the connection is closed. */
  framesPerSecond: 120,
  frameBurst: 400,
  /** Proposals of one room waiting for the fold; beyond it they are refused as busy. */
  roomQueue: 2000,

  /** People who ever took a seat in one room. */
  participantsPerRoom: 5000,
  peersPerRoom: 2000,
  connectionsPerParticipant: 6,
  /** Unsent bytes of one connection from which presence is skipped… */
  softBufferBytes: 256 * 1024,
  /** …and from which it is closed, to come back and resume. */
  hardBufferBytes: 4 * 1024 * 1024,
  /** A connection has this long to say who it is. */
  helloMs: 10_000,
  /** A connection that stays silent this long (no frame, no pong) is dropped. */
  silentMs: 45_000,
} as const;
