/** What a log line may say besides its event: ids of rooms, codes, counts. Never names, tokens or what people type. */
export interface LogFields {
  readonly [field: string]: string | number | boolean | null | undefined;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** How urgent a line is. */
export type LogLevel = (typeof LEVELS)[number];

/** Writes one JSON object a line: time, level, event, fields. */
export class Logger {
  readonly #least: number;
  readonly #write: (line: string) => void;

  /** Lines below `least` are left out. */
  constructor(least: LogLevel = 'info', write: (line: string) => void = (line) => process.stdout.write(line)) {
    this.#least = LEVELS.indexOf(least);
    this.#write = write;
  }

  say(level: LogLevel, event: string, fields: LogFields = {}): void {
    if (LEVELS.indexOf(level) < this.#least) return;
    this.#write(`${JSON.stringify({ t: new Date().toISOString(), level, event, ...fields })}\n`);
  }

  /** An error of ours: its message and where it was thrown, on one line. */
  fault(event: string, error: unknown, fields: LogFields = {}): void {
    const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
    const where = stack
      ?.split('\n')
      .slice(1, 4)
      .map((line) => line.trim())
      .join(' | ');
    this.say('error', event, { ...fields, error: message, where });
  }
}
