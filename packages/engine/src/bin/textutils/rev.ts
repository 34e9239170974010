/** rev(1): lines reversed character by character (bytes; UTF-8 sequences are kept whole in a UTF-8 locale). */
import type { Program } from '../../program/program.ts';
import { type Bytes, utf8Decode, utf8Encode } from '../../util/bytes.ts';
import { type Filter, filterLabels } from '../frame/filter.ts';
import { tools } from '../frame/flavour.ts';
import { optionSpec } from '../frame/getopt.ts';
import { invocation } from '../frame/invocation.ts';
import { isUtf8 } from '../frame/quote.ts';

const OPTIONS = optionSpec('', '!zero', '0');
const BUSYBOX_OPTIONS = optionSpec('');

function reversed(line: Bytes, utf8: boolean): Bytes {
  if (utf8) return utf8Encode([...utf8Decode(line)].reverse().join(''));
  let out = '';
  for (let i = line.length - 1; i >= 0; i--) out += line.charAt(i);
  return out;
}

const rev: Filter<{ readonly utf8: boolean }, object> = {
  unit: 'lines',
  plan(p, f) {
    const c = invocation(p, f, f.gnu ? OPTIONS : BUSYBOX_OPTIONS);
    if (typeof c === 'number') return c;
    return { name: c.name, o: { utf8: isUtf8(p) }, s: {}, files: c.operands };
  },
  block(c, text) {
    let out = '';
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      out += reversed(text.slice(at, end), c.o.utf8);
      if (newline >= 0) out += '\n';
      at = end + 1;
    }
    c.p.print(1, out);
    return undefined;
  },
};

/** `gnu/rev` (util-linux) and `busybox/rev`. */
export const revPrograms: readonly Program[] = tools('rev', 1, (f) => filterLabels(f, rev));
