/** Drivers by name. */
import type { Driver } from '../driver.ts';
import type { DriverName } from '../network.ts';
import { bridgeDriver } from './bridge.ts';
import { hostDriver, nullDriver } from './host.ts';
import { ipvlanDriver, macvlanDriver } from './macvlan.ts';

const DRIVERS: { readonly [name in DriverName]: Driver } = {
  bridge: bridgeDriver,
  host: hostDriver,
  ipvlan: ipvlanDriver,
  macvlan: macvlanDriver,
  null: nullDriver,
};

/** The driver of a network. */
export function driverOf(name: DriverName): Driver {
  return DRIVERS[name];
}

/** Is there a built-in driver of this name? */
export function isDriver(name: string): name is DriverName {
  return name === 'bridge' || name === 'host' || name === 'ipvlan' || name === 'macvlan' || name === 'null';
}
