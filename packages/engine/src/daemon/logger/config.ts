/** Checks of --log-driver and --log-opt (moby daemon/logger/factory.go and each driver's ValidateLogOpt). */

import { isGoError } from '../../util/go-error.ts';
import { atoi } from '../../util/strconv.ts';
import { ramInBytes } from '../../util/units.ts';
import { type ApiObject, child, text } from '../container/container.ts';
import { type DaemonError, invalid } from '../errors.ts';

const OPTIONS: { readonly [driver: string]: readonly string[] } = {
  'json-file': ['max-file', 'max-size', 'compress', 'labels', 'labels-regex', 'env', 'env-regex', 'tag'],
  local: ['max-file', 'max-size', 'compress'],
  none: [],
};
/** Drivers a real engine has that are not simulated yet: refused by name. */
const OTHER = ['syslog', 'journald', 'gelf', 'fluentd', 'awslogs', 'splunk', 'etwlogs', 'gcplogs'];

/** The first thing wrong with a LogConfig, or null. */
export function checkLogConfig(log: ApiObject): DaemonError | null {
  const driver = text(log, 'Type') || 'json-file';
  if (OTHER.includes(driver))
    return invalid(`the log driver ${driver} is not simulated yet; json-file, local and none are`);
  const known = OPTIONS[driver];
  if (known === undefined) return invalid(`error looking up logging plugin ${driver}: plugin "${driver}" not found`);
  const options = child(log, 'Config');
  const mode = text(options, 'mode');
  if (mode !== '' && mode !== 'blocking' && mode !== 'non-blocking')
    return invalid(`logger: logging mode not supported: ${mode}`);
  if (text(options, 'max-buffer-size') !== '' && mode !== 'non-blocking')
    return invalid(`logger: max-buffer-size option is only supported with 'mode=non-blocking'`);
  for (const key of Object.keys(options)) {
    if (!known.includes(key) && !['mode', 'max-buffer-size'].includes(key))
      return invalid(
        driver === 'local'
          ? `unknown log opt '${key}' for log driver local`
          : `unknown log opt '${key}' for ${driver} log driver`,
      );
  }
  return null;
}

/** Sizes and counts are read when the driver starts (json-file's New): a wrong one fails the start, not the create. */
export function checkLogValues(log: ApiObject): DaemonError | null {
  const options = child(log, 'Config');
  const bad = (why: string): DaemonError =>
    invalid(`failed to create task for container: failed to initialize logging driver: ${why}`);
  const size = text(options, 'max-size');
  if (size !== '') {
    const parsed = ramInBytes(size);
    if (isGoError(parsed)) return bad(parsed.message);
  }
  const files = text(options, 'max-file');
  if (files !== '') {
    const count = atoi(files);
    if (isGoError(count)) return bad(count.message);
    if (count < 1) return bad('max-file cannot be less than 1');
  }
  return null;
}
