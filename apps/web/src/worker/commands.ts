/** Commands read off the terminals: what stood behind the prompt when somebody pressed Enter. */
import type { Input, LogEntry, Output } from '@drydock/protocol';

/** A command, as it was given. */
export interface Command {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly tty: string;
  readonly text: string;
}

/** End of a prompt: `student@lab:~$ `, `/ # `, `root@3f2a:/# `. */
const PROMPT = /^(?:\S+@\S+|\/|[~\w./-]+|)(?::\S*| \S*)? ?[$#] /;

/** The line on which a terminal's cursor stands, kept by following its output. */
class Line {
  #cells: string[] = [];
  #at = 0;
  #sequence: string | null = null;

  get text(): string {
    return this.#cells.join('').trimEnd();
  }

  write(bytes: string): void {
    for (const char of bytes) this.#put(char);
  }

  #put(char: string): void {
    if (this.#sequence !== null) return this.#escape(char);
    switch (char) {
      case '\x1b':
        this.#sequence = '';
        return;
      case '\r':
        this.#at = 0;
        return;
      case '\n':
        this.#cells = [];
        this.#at = 0;
        return;
      case '\b':
        this.#at = Math.max(0, this.#at - 1);
        return;
      default:
        if (char < ' ') return;
        while (this.#cells.length < this.#at) this.#cells.push(' ');
        this.#cells[this.#at++] = char;
    }
  }

  #escape(char: string): void {
    const sequence = `${this.#sequence}${char}`;
    this.#sequence = sequence;
    if (sequence === '[' || sequence === ']') return;
    if (sequence.startsWith(']')) {
      if (char === '\x07' || sequence.length > 256) this.#sequence = null;
      return;
    }
    if (!sequence.startsWith('[') || char < '@') {
      if (!sequence.startsWith('[') || sequence.length > 64) this.#sequence = null;
      return;
    }
    this.#sequence = null;
    const count = Math.min(1000, Number.parseInt(sequence.slice(1), 10) || 0);
    if (char === 'K' && count === 0) this.#cells.length = Math.min(this.#cells.length, this.#at);
    else if (char === 'K') this.#cells = [];
    else if (char === 'C') this.#at += Math.max(1, count);
    else if (char === 'D') this.#at = Math.max(0, this.#at - Math.max(1, count));
    else if (char === 'G') this.#at = Math.max(0, count - 1);
    else if (char === 'P') this.#cells.splice(this.#at, Math.max(1, count));
    else if (char === '@') this.#cells.splice(this.#at, 0, ...' '.repeat(Math.max(1, count)));
    else if (char === 'J' || char === 'H') this.#cells = [];
  }
}

/** Follows all terminals of a room and finds the commands. Feed it what is folded, in order. */
export class CommandReader {
  readonly #lines = new Map<string, Line>();

  /** Before an entry is folded: the commands it completes, as far as the lines on the screens tell. */
  before({ seq, at, actor, input }: LogEntry): readonly Command[] {
    if (input.type !== 'tty.input') return [];
    return typedLines(input, this.#lines.get(input.tty)?.text ?? '').map((text) => {
      return { seq, at, actor, tty: input.tty, text };
    });
  }

  /** After a fold: what the terminals have put out. */
  after(outputs: readonly Output[]): void {
    for (const output of outputs) {
      if (output.type === 'tty.output') this.#line(output.tty).write(output.data);
      if (output.type === 'tty.closed') this.#lines.delete(output.tty);
    }
  }

  /** Begins with what terminals already show. */
  begin(screens: readonly { readonly tty: string; readonly data: string }[]): void {
    this.#lines.clear();
    for (const { tty, data } of screens) this.#line(tty).write(data.slice(data.lastIndexOf('\n') + 1));
  }

  #line(tty: string): Line {
    const line = this.#lines.get(tty) ?? new Line();
    this.#lines.set(tty, line);
    return line;
  }
}

/** Lines that `input` ends, without their prompts: the first began on the screen, others come pasted whole. */
function typedLines({ data }: Extract<Input, { type: 'tty.input' }>, shown: string): readonly string[] {
  const [first, ...others] = data.split(/\r\n|[\r\n]/).map((line) => line.replace(/\x1b\[20[01]~/g, ''));
  if (others.length === 0) return [];
  const prompt = PROMPT.exec(shown)?.[0];
  const begun = prompt === undefined ? (shown === '' ? '' : null) : shown.slice(prompt.length);
  others.pop(); // not ended yet
  const lines = begun === null ? others : [`${begun}${first}`, ...others];
  return lines.map((line) => decode(line.replace(/[\x00-\x1f\x7f]/g, '')).trim()).filter((line) => line !== '');
}

function decode(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}
