/** The programs of coreutils that are not about text. */
import type { Program } from '../../program/program.ts';
import { chmodPrograms } from './chmod.ts';
import { chownPrograms } from './chown.ts';
import { cpPrograms } from './cp.ts';
import { datePrograms } from './date.ts';
import { ddPrograms } from './dd.ts';
import { dfPrograms } from './df.ts';
import { duPrograms } from './du.ts';
import { echoPrograms } from './echo.ts';
import { envPrograms } from './env.ts';
import { exprPrograms } from './expr.ts';
import { factorPrograms } from './factor.ts';
import { getconfPrograms } from './getconf.ts';
import { hostnamePrograms } from './hostname.ts';
import { idPrograms } from './id.ts';
import { installPrograms } from './install.ts';
import { lnPrograms } from './ln.ts';
import { lsPrograms } from './ls.ts';
import { mkdirPrograms } from './mkdir.ts';
import { mknodPrograms } from './mknod.ts';
import { mktempPrograms } from './mktemp.ts';
import { mvPrograms } from './mv.ts';
import { nprocPrograms } from './nproc.ts';
import { pathNamePrograms } from './path-name.ts';
import { printfPrograms } from './printf.ts';
import { readlinkPrograms } from './readlink.ts';
import { rmPrograms } from './rm.ts';
import { runAsPrograms } from './run-as.ts';
import { sleepPrograms } from './sleep.ts';
import { statPrograms } from './stat.ts';
import { testPrograms } from './test.ts';
import { timeoutPrograms } from './timeout.ts';
import { touchPrograms } from './touch.ts';
import { truePrograms } from './true.ts';
import { truncatePrograms } from './truncate.ts';
import { ttyPrograms } from './tty.ts';
import { unamePrograms } from './uname.ts';
import { whoPrograms } from './who.ts';

/** All programs of this folder, of both families. */
export function coreutilsOnlyPrograms(): readonly Program[] {
  return [
    ...chmodPrograms,
    ...chownPrograms,
    ...cpPrograms,
    ...datePrograms,
    ...ddPrograms,
    ...dfPrograms,
    ...duPrograms,
    ...echoPrograms,
    ...envPrograms,
    ...exprPrograms,
    ...factorPrograms,
    ...getconfPrograms,
    ...hostnamePrograms,
    ...idPrograms,
    ...installPrograms,
    ...lnPrograms,
    ...lsPrograms,
    ...mkdirPrograms,
    ...mknodPrograms,
    ...mktempPrograms,
    ...mvPrograms,
    ...nprocPrograms,
    ...pathNamePrograms,
    ...printfPrograms,
    ...readlinkPrograms,
    ...rmPrograms,
    ...runAsPrograms,
    ...sleepPrograms,
    ...statPrograms,
    ...testPrograms,
    ...timeoutPrograms,
    ...touchPrograms,
    ...truePrograms,
    ...truncatePrograms,
    ...ttyPrograms,
    ...unamePrograms,
    ...whoPrograms,
  ];
}
