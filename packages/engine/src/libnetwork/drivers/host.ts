/** The host and null drivers (moby libnetwork/drivers/host, drivers/null): one network each, without interfaces. */
import type { Driver } from '../driver.ts';

const bare: Omit<Driver, 'single'> = {
  usesIpam: false,
  validate: () => '',
  createNetwork: () => null,
  deleteNetwork: () => {},
  join: () => null,
  leave: () => {},
  ifPrefix: () => '',
  gateway: () => '',
  needsResolver: () => false,
};

/** Sandboxes on it live in the host's namespace. */
export const hostDriver: Driver = { ...bare, single: true };
/** Sandboxes on it have lo and nothing else. */
export const nullDriver: Driver = { ...bare, single: true };
