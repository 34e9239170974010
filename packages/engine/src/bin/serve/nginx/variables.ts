/** Which variables there are, and putting their values into text (ngx_http_script.c, ngx_http_variables.c). */
import type { Bytes } from '../../../util/bytes.ts';

/** Built-in variables; names that begin with one of PREFIXES exist too. */
const NAMES = new Set(
  `arg args binary_remote_addr body_bytes_sent bytes_sent connection connection_requests content_length content_type document_root document_uri
  host hostname http_host https is_args msec nginx_version pid pipe proxy_add_x_forwarded_for proxy_host proxy_port query_string realpath_root remote_addr
  remote_port remote_user request request_body request_completion request_filename request_id request_length request_method request_time request_uri scheme
  server_addr server_name server_port server_protocol status time_iso8601 time_local upstream_addr upstream_status upstream_response_time uri limit_rate
  upstream_connect_time upstream_header_time upstream_response_length upstream_bytes_received`.split(/\s+/),
);
const PREFIXES = ['arg_', 'http_', 'cookie_', 'sent_http_', 'upstream_http_'];

/** A piece of a text: literal, or the name of a variable. */
export interface Piece {
  readonly literal: Bytes;
  readonly variable: Bytes;
}

/** Splits a text into literals and variables; null when a brace is not closed. */
export function pieces(text: Bytes): readonly Piece[] | null {
  if (!text.includes('$')) return [{ literal: text, variable: '' }];
  const out: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) break;
    const m = /^\$(?:(\d)|([A-Za-z_]\w*)|\{(\w+)\})/.exec(text.slice(dollar));
    if (m === null) {
      if (text.charAt(dollar + 1) === '{') return null;
      return null;
    }
    out.push(
      { literal: text.slice(at, dollar), variable: '' },
      { literal: '', variable: (m[1] ?? m[2] ?? m[3]) as string },
    );
    at = dollar + m[0].length;
  }
  out.push({ literal: text.slice(at), variable: '' });
  return out;
}

/** Is there such a variable, besides captures and those that the configuration makes? */
export function isBuiltIn(name: Bytes): boolean {
  return NAMES.has(name) || /^\d$/.test(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}

/** Names of the variables in `text`; null when it is not well formed. */
export function variablesOf(text: Bytes): readonly Bytes[] | null {
  const list = pieces(text);
  return list === null ? null : list.filter((piece) => piece.variable !== '').map((piece) => piece.variable);
}

/** `text` with each variable replaced by what `value` gives for it. */
export function expand(text: Bytes, value: (name: Bytes) => Bytes): Bytes {
  if (!text.includes('$')) return text;
  let out = '';
  for (const piece of pieces(text) ?? []) out += piece.variable === '' ? piece.literal : value(piece.variable);
  return out;
}
