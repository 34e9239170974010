import { describe, expect, it } from 'vitest';
import { EscapeFilter } from './escape-filter.ts';

const filtered = (bytes: string): string => new EscapeFilter().filter(bytes);

/** The same, one byte at a time. */
const inPieces = (bytes: string): string => {
  const filter = new EscapeFilter();
  return [...bytes].map((byte) => filter.filter(byte)).join('');
};

const same = (bytes: string, expected = bytes): void => {
  expect([filtered(bytes), inPieces(bytes)]).toEqual([expected, expected]);
};

describe('an escape filter', () => {
  it('lets through text, UTF-8, colours, movement and screens', () => {
    same('hello\r\n\tworld \xc3\xa9 \xc2\xb0 \xe2\x94\x80\x07');
    same('\x1b[1;38;2;10;20;30mred\x1b[0m\x1b[4:3m\x1b[K\x1b[2J\x1b[H\x1b[12;40H');
    same('\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[2 q\x1b[!p\x1b7\x1b8\x1b(0\x1b(B\x1bM\x1bc');
  });

  it('drops what makes a terminal answer', () => {
    same('a\x1b[cb', 'ab');
    for (const query of [
      '\x1b[>c',
      '\x1b[6n',
      '\x1b[?6n',
      '\x1b[5n',
      '\x1b[18t',
      '\x1b[?25$p',
      '\x1b[x',
      '\x1bZ',
      '\x05',
    ]) {
      same(`a${query}b`, 'ab');
    }
    same('a\x1bP$qm\x1b\\b', 'ab');
    same('a\x1b]11;?\x07b\x1b]10;?\x1b\\c', 'abc');
  });

  it('drops titles, links, the clipboard and private strings', () => {
    same('a\x1b]0;owned\x07b', 'ab');
    same('\x1b]8;;http://evil.example\x07click\x1b]8;;\x07', 'click');
    same('a\x1b]52;c;ZWNobw==\x07b\x1b_G\x1b\\c\x1b^x\x1b\\d\x1bXx\x1b\\e', 'abcde');
  });

  it('drops mouse and focus reports but keeps other modes of the same sequence', () => {
    same('\x1b[?1000h\x1b[?1006;25h\x1b[?1004h\x1b[2h\x1b[4h', '\x1b[?25h\x1b[4h');
  });

  it('drops C1 controls in UTF-8, which begin sequences without an escape', () => {
    same('a\xc2\x9b6nb\xc2\x90c', 'a6nbc');
  });

  it('cuts counts that would take for ever, and sequences that do not end', () => {
    same('\x1b[2147483647b\x1b[99999999S', '\x1b[1000b\x1b[1000S');
    same(`\x1b[${'1;'.repeat(100)}mA`, 'A');
  });

  it('takes up again after a broken sequence', () => {
    same('\x1b[12\x1b[1mA', '\x1b[1mA');
    same('\x1b]0;title\x1b[1mA', '\x1b[1mA');
    same('\x1b[1\x18A\xc2', 'A');
    same('\x1b[3\nm', '\n\x1b[3m');
  });

  it('forgets what was unfinished when the stream changes', () => {
    const filter = new EscapeFilter();
    expect(filter.filter('a\x1b]0;')).toBe('a');
    filter.reset();
    expect(filter.filter('b')).toBe('b');
  });
});
