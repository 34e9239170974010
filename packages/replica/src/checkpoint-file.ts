/**
 * A moment as octets: `DRYDOCK1`, the length of a header (32 bits, big-endian), the header (JSON in ASCII), then the
 * output of each terminal and the encoded world, one after the other. It holds nothing but the moment, so equal moments
 * give equal octets and a digest names them.
 */
import type { EngineBuild } from '@drydock/protocol';
import type { Moment } from './moment.ts';
import type { Screen } from './screens.ts';

interface Header {
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
  readonly behaviour: string;
  readonly screens: readonly (Omit<Screen, 'data'> & { readonly length: number })[];
}

const MAGIC = 'DRYDOCK1';

/** The octets are not a checkpoint, or not of the world they claim. */
export class CheckpointError extends Error {
  override name = 'CheckpointError';
}

function put(octets: Uint8Array, text: string, at: number): number {
  for (let i = 0; i < text.length; i++) octets[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function take(octets: Uint8Array, from: number, to: number): string {
  if (to > octets.length) throw new CheckpointError('it ends too early');
  let text = '';
  for (let i = from; i < to; i += 8192) text += String.fromCharCode(...octets.subarray(i, Math.min(to, i + 8192)));
  return text;
}

const ascii = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes `moment`; `hash` is the state hash of its world. */
export function encodeCheckpoint<W, C>(build: EngineBuild<W, C>, moment: Moment<W>, hash: string): Uint8Array {
  const world = build.engine.encode(moment.world);
  const header: Header = {
    seq: moment.seq,
    at: moment.at,
    hash,
    behaviour: build.engine.BEHAVIOUR_VERSION,
    screens: moment.screens.map(({ data, ...screen }) => ({ ...screen, length: data.length })),
  };
  const text = ascii(JSON.stringify(header));
  const screens = moment.screens.map(({ data }) => data).join('');
  const octets = new Uint8Array(MAGIC.length + 4 + text.length + screens.length + world.length);
  let at = put(octets, MAGIC, 0);
  new DataView(octets.buffer).setUint32(at, text.length);
  at = put(octets, text, at + 4);
  octets.set(world, put(octets, screens, at));
  return octets;
}

/** Reads a moment back. Throws CheckpointError for other octets, and when the world's hash is not the one noted. */
export function decodeCheckpoint<W, C>(build: EngineBuild<W, C>, octets: Uint8Array): Moment<W> & { hash: string } {
  if (take(octets, 0, MAGIC.length) !== MAGIC) throw new CheckpointError('not a checkpoint');
  const start = MAGIC.length + 4;
  if (octets.length < start) throw new CheckpointError('it ends too early');
  const length = new DataView(octets.buffer, octets.byteOffset).getUint32(MAGIC.length);
  const header = readHeader(take(octets, start, start + length));
  let at = start + length;
  const screens = header.screens.map(({ length: bytes, ...screen }): Screen => {
    at += bytes;
    return { ...screen, data: take(octets, at - bytes, at) };
  });
  const world = build.engine.decode(octets.subarray(at), { catalog: build.catalog });
  const hash = build.engine.hash(world);
  if (header.behaviour === build.engine.BEHAVIOUR_VERSION && hash !== header.hash) {
    throw new CheckpointError(`its world has the hash ${hash}, not ${header.hash}`);
  }
  return { seq: header.seq, at: header.at, world, screens, hash };
}

function readHeader(text: string): Header {
  try {
    return JSON.parse(text) as Header;
  } catch {
    throw new CheckpointError('its header cannot be read');
  }
}
