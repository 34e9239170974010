/** The programs that read, change and sum up text. */
import type { Program } from '../../program/program.ts';
import { base64Programs } from './base64.ts';
import { catPrograms } from './cat.ts';
import { checksumPrograms } from './checksum.ts';
import { cksumPrograms } from './cksum.ts';
import { commPrograms } from './comm.ts';
import { cutPrograms } from './cut.ts';
import { expandPrograms } from './expand.ts';
import { foldPrograms } from './fold.ts';
import { grepPrograms } from './grep.ts';
import { headPrograms } from './head.ts';
import { hexdumpPrograms } from './hexdump.ts';
import { joinPrograms } from './join.ts';
import { nlPrograms } from './nl.ts';
import { odPrograms } from './od.ts';
import { pastePrograms } from './paste.ts';
import { revPrograms } from './rev.ts';
import { sedPrograms } from './sed.ts';
import { seqPrograms } from './seq.ts';
import { shufPrograms } from './shuf.ts';
import { sortPrograms } from './sort.ts';
import { splitPrograms } from './split.ts';
import { stringsPrograms } from './strings.ts';
import { tacPrograms } from './tac.ts';
import { tailPrograms } from './tail.ts';
import { teePrograms } from './tee.ts';
import { trPrograms } from './tr.ts';
import { uniqPrograms } from './uniq.ts';
import { wcPrograms } from './wc.ts';
import { xxdPrograms } from './xxd.ts';
import { yesPrograms } from './yes.ts';

/** All programs of this folder, of both families. */
export function textutilsPrograms(): readonly Program[] {
  return [
    ...base64Programs,
    ...catPrograms,
    ...checksumPrograms,
    ...cksumPrograms,
    ...commPrograms,
    ...cutPrograms,
    ...expandPrograms,
    ...foldPrograms,
    ...grepPrograms,
    ...headPrograms,
    ...hexdumpPrograms,
    ...joinPrograms,
    ...nlPrograms,
    ...odPrograms,
    ...pastePrograms,
    ...revPrograms,
    ...sedPrograms,
    ...seqPrograms,
    ...shufPrograms,
    ...sortPrograms,
    ...splitPrograms,
    ...stringsPrograms,
    ...tacPrograms,
    ...tailPrograms,
    ...teePrograms,
    ...trPrograms,
    ...uniqPrograms,
    ...wcPrograms,
    ...xxdPrograms,
    ...yesPrograms,
  ];
}
