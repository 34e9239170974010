/** The options of `set` in each shell, in the order in which `set -o` lists them. */
import type { Flavour } from './flavour.ts';
import { OPT } from './state.ts';

/** An option: its long name ('' has none), its letter ('' has none), its bit. */
export interface OptionName {
  readonly name: string;
  readonly letter: string;
  readonly bit: number;
}

const o = (name: string, letter: string, bit: number): OptionName => ({ name, letter, bit });

const BASH: readonly OptionName[] = [
  o('allexport', 'a', OPT.allexport),
  o('braceexpand', 'B', OPT.braceexpand),
  o('emacs', '', OPT.emacs),
  o('errexit', 'e', OPT.errexit),
  o('errtrace', 'E', OPT.errtrace),
  o('functrace', 'T', OPT.functrace),
  o('hashall', 'h', OPT.hashall),
  o('histexpand', 'H', OPT.histexpand),
  o('history', '', OPT.history),
  o('ignoreeof', '', OPT.ignoreeof),
  o('interactive-comments', '', 0),
  o('keyword', 'k', OPT.keyword),
  o('monitor', 'm', OPT.monitor),
  o('noclobber', 'C', OPT.noclobber),
  o('noexec', 'n', OPT.noexec),
  o('noglob', 'f', OPT.noglob),
  o('nolog', '', OPT.nolog),
  o('notify', 'b', OPT.notify),
  o('nounset', 'u', OPT.nounset),
  o('onecmd', 't', OPT.onecmd),
  o('physical', 'P', OPT.physical),
  o('pipefail', '', OPT.pipefail),
  o('posix', '', OPT.posix),
  o('privileged', 'p', OPT.privileged),
  o('verbose', 'v', OPT.verbose),
  o('vi', '', OPT.vi),
  o('xtrace', 'x', OPT.xtrace),
  o('', 'i', OPT.interactive),
  o('', 's', OPT.stdin),
  o('', 'c', OPT.command),
];
const DASH: readonly OptionName[] = [
  o('errexit', 'e', OPT.errexit),
  o('noglob', 'f', OPT.noglob),
  o('ignoreeof', 'I', OPT.ignoreeof),
  o('interactive', 'i', OPT.interactive),
  o('monitor', 'm', OPT.monitor),
  o('noexec', 'n', OPT.noexec),
  o('stdin', 's', OPT.stdin),
  o('xtrace', 'x', OPT.xtrace),
  o('verbose', 'v', OPT.verbose),
  o('vi', 'V', OPT.vi),
  o('emacs', 'E', OPT.emacs),
  o('noclobber', 'C', OPT.noclobber),
  o('allexport', 'a', OPT.allexport),
  o('notify', 'b', OPT.notify),
  o('nounset', 'u', OPT.nounset),
  o('privileged', 'p', OPT.privileged),
  o('nolog', '', OPT.nolog),
  o('debug', '', OPT.keyword),
];
const ASH: readonly OptionName[] = [
  o('errexit', 'e', OPT.errexit),
  o('noglob', 'f', OPT.noglob),
  o('ignoreeof', 'I', OPT.ignoreeof),
  o('', 'i', OPT.interactive),
  o('', 'c', OPT.command),
  o('monitor', 'm', OPT.monitor),
  o('noexec', 'n', OPT.noexec),
  o('', 's', OPT.stdin),
  o('xtrace', 'x', OPT.xtrace),
  o('verbose', 'v', OPT.verbose),
  o('noclobber', 'C', OPT.noclobber),
  o('allexport', 'a', OPT.allexport),
  o('notify', 'b', OPT.notify),
  o('nounset', 'u', OPT.nounset),
  o('errtrace', 'E', OPT.errtrace),
  o('vi', 'V', OPT.vi),
  o('pipefail', '', OPT.pipefail),
];

/** Options by flavour. */
export const OPTION_NAMES: { readonly [F in Flavour]: readonly OptionName[] } = { bash: BASH, dash: DASH, ash: ASH };
