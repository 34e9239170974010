import type { Value } from '../../../api/json.ts';
import { type GoError, isGoError } from '../../../util/go-error.ts';
import { strings } from '../../flags/read.ts';
import type { Doc } from '../../json-field.ts';
import type { Cli } from '../../locals.ts';
import { parseExpose, parsePortSpec, standardNotation } from '../../opts/port.ts';

/** `ExposedPorts` and `PortBindings` of -p and --expose. */
export function publishedPorts(p: Cli): { readonly exposed: Doc; readonly bindings: Doc } | GoError {
  const exposed: Record<string, Value> = {};
  const bindings: Record<string, Value> = {};
  for (const raw of strings(p, 'publish')) {
    const spec = standardNotation(raw);
    if (isGoError(spec)) return spec;
    const mappings = parsePortSpec(spec);
    if (isGoError(mappings)) return mappings;
    for (const { port, HostIp, HostPort } of mappings) {
      exposed[port] = {};
      bindings[port] = [...((bindings[port] as readonly Value[] | undefined) ?? []), { HostIp, HostPort }];
    }
  }
  for (const spec of strings(p, 'expose')) {
    const ports = parseExpose(spec);
    if (isGoError(ports)) return ports;
    for (const port of ports) exposed[port] = {};
  }
  return { exposed, bindings };
}
