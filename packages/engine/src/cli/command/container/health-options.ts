import type { Value } from '../../../api/json.ts';
import { GoError } from '../../../util/go-error.ts';
import { flag, number, text } from '../../flags/read.ts';
import type { Doc } from '../../json-field.ts';
import type { Cli } from '../../locals.ts';

/** `container.HealthConfig` of the --health-* options, times in nanoseconds; null when none is given. */
export function healthConfig(p: Cli): Doc | null | GoError {
  const cmd = text(p, 'health-cmd');
  const names = ['interval', 'timeout', 'retries', 'start-period', 'start-interval'] as const;
  const given = cmd !== '' || names.some((name) => number(p, `health-${name}`) !== 0);
  if (flag(p, 'no-healthcheck')) {
    return given ? new GoError('--no-healthcheck conflicts with --health-* options') : { Test: ['NONE'] };
  }
  if (!given) return null;
  for (const name of names) {
    if (number(p, `health-${name}`) < 0) return new GoError(`--health-${name} cannot be negative`);
  }
  const config: Record<string, Value> = {};
  if (cmd !== '') config['Test'] = ['CMD-SHELL', cmd];
  const put = (field: string, option: string): void => {
    const n = number(p, option);
    if (n !== 0) config[field] = n;
  };
  put('Interval', 'health-interval');
  put('Timeout', 'health-timeout');
  put('StartPeriod', 'health-start-period');
  put('StartInterval', 'health-start-interval');
  put('Retries', 'health-retries');
  return config;
}
