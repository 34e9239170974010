/** `-o` options of a bridge network (networkConfiguration.fromLabels of moby's bridge driver). */
import { isGoError } from '../../util/go-error.ts';
import { parseIp } from '../../util/ip-address.ts';
import { atoi, parseGoBool } from '../../util/strconv.ts';
import { type NetError, netError } from '../errors.ts';
import type { Option } from '../network.ts';

export type GatewayMode = 'nat' | 'nat-unprotected' | 'routed' | 'isolated';

export interface BridgeConfig {
  /** '' for `br-` and the network's short id. */
  readonly name: string;
  /** 0 for the default. */
  readonly mtu: number;
  readonly masquerade: boolean;
  readonly icc: boolean;
  readonly mode4: GatewayMode;
  readonly mode6: GatewayMode;
  readonly defaultBridge: boolean;
  /** Address that published ports bind to unless they name one; '' any. */
  readonly bindIp: string;
  readonly hostIp4: string;
  readonly hostIp6: string;
  /** Start of interface names in containers. */
  readonly ifPrefix: string;
  readonly inhibitIPv4: boolean;
}

type Draft = { -readonly [key in keyof BridgeConfig]: BridgeConfig[key] };

const PREFIX = 'com.docker.network.';
const MODES: readonly string[] = ['nat', 'nat-unprotected', 'routed', 'isolated'];

function fail(option: Option, why: string): NetError {
  return netError('invalidParameter', `failed to parse ${option.name} value: ${option.value} (${why})`);
}

function bool(option: Option): boolean | NetError {
  const value = parseGoBool(option.value);
  return isGoError(value)
    ? fail(option, `strconv.ParseBool: ${value.message.replace(/^strconv\.ParseBool: /, '')}`)
    : value;
}

function setBool(
  draft: Draft,
  key: 'masquerade' | 'icc' | 'defaultBridge' | 'inhibitIPv4',
  option: Option,
): NetError | null {
  const value = bool(option);
  if (typeof value !== 'boolean') return value;
  draft[key] = value;
  return null;
}

function setIp(draft: Draft, key: 'bindIp' | 'hostIp4' | 'hostIp6', option: Option): NetError | null {
  if (parseIp(option.value) === null) return fail(option, 'nil ip');
  draft[key] = option.value;
  return null;
}

function setMode(draft: Draft, key: 'mode4' | 'mode6', option: Option, internal: boolean): NetError | null {
  if (!MODES.includes(option.value)) return fail(option, `unknown gateway mode ${option.value}`);
  if (option.value === 'isolated' && !internal)
    return netError('invalidParameter', "gateway mode 'isolated' can only be used for an internal network");
  draft[key] = option.value as GatewayMode;
  return null;
}

function setMtu(draft: Draft, option: Option): NetError | null {
  const value = atoi(option.value);
  if (isGoError(value)) return fail(option, `strconv.Atoi: ${value.message.replace(/^strconv\.Atoi: /, '')}`);
  if (value < 0) return netError('invalidParameter', `invalid MTU number: ${value}`);
  draft.mtu = value;
  return null;
}

function apply(draft: Draft, option: Option, internal: boolean): NetError | null {
  switch (option.name) {
    case `${PREFIX}bridge.name`:
      draft.name = option.value;
      return null;
    case `${PREFIX}driver.mtu`:
      return setMtu(draft, option);
    case `${PREFIX}bridge.enable_ip_masquerade`:
      return setBool(draft, 'masquerade', option);
    case `${PREFIX}bridge.enable_icc`:
      return setBool(draft, 'icc', option);
    case `${PREFIX}bridge.default_bridge`:
      return setBool(draft, 'defaultBridge', option);
    case `${PREFIX}bridge.inhibit_ipv4`:
      return setBool(draft, 'inhibitIPv4', option);
    case `${PREFIX}bridge.gateway_mode_ipv4`:
      return setMode(draft, 'mode4', option, internal);
    case `${PREFIX}bridge.gateway_mode_ipv6`:
      return setMode(draft, 'mode6', option, internal);
    case `${PREFIX}bridge.host_binding_ipv4`:
      return setIp(draft, 'bindIp', option);
    case `${PREFIX}host_ipv4`:
      return setIp(draft, 'hostIp4', option);
    case `${PREFIX}host_ipv6`:
      return setIp(draft, 'hostIp6', option);
    case `${PREFIX}container_iface_prefix`:
      draft.ifPrefix = option.value;
      return null;
    default:
      return null;
  }
}

/** Reads the options; unknown ones are kept and mean nothing, as in the real driver. */
export function parseBridgeConfig(options: readonly Option[], internal: boolean): BridgeConfig | NetError {
  const draft: Draft = {
    name: '',
    mtu: 0,
    masquerade: true,
    icc: true,
    mode4: 'nat',
    mode6: 'nat',
    defaultBridge: false,
    bindIp: '',
    hostIp4: '',
    hostIp6: '',
    ifPrefix: 'eth',
    inhibitIPv4: false,
  };
  for (const option of options) {
    const failure = apply(draft, option, internal);
    if (failure !== null) return failure;
  }
  return draft;
}
