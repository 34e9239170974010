/** Status lines and the pages that nginx makes itself (ngx_http_header_filter_module.c, ngx_http_special_response.c). */
import type { Bytes } from '../../../util/bytes.ts';

const REASONS: ReadonlyMap<number, string> = new Map([
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [204, 'No Content'],
  [206, 'Partial Content'],
  [301, 'Moved Permanently'],
  [302, 'Moved Temporarily'],
  [303, 'See Other'],
  [304, 'Not Modified'],
  [307, 'Temporary Redirect'],
  [308, 'Permanent Redirect'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [402, 'Payment Required'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Not Allowed'],
  [406, 'Not Acceptable'],
  [408, 'Request Time-out'],
  [409, 'Conflict'],
  [410, 'Gone'],
  [411, 'Length Required'],
  [412, 'Precondition Failed'],
  [413, 'Request Entity Too Large'],
  [414, 'Request-URI Too Large'],
  [415, 'Unsupported Media Type'],
  [416, 'Requested Range Not Satisfiable'],
  [421, 'Misdirected Request'],
  [429, 'Too Many Requests'],
  [500, 'Internal Server Error'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Temporarily Unavailable'],
  [504, 'Gateway Time-out'],
  [505, 'HTTP Version Not Supported'],
  [507, 'Insufficient Storage'],
]);

/** Titles on pages that differ from the reason phrase. */
const TITLES: ReadonlyMap<number, string> = new Map([
  [302, '302 Found'],
  [494, '400 Request Header Or Cookie Too Large'],
]);

/** `404 Not Found`; codes without a name stand alone. */
export function statusText(code: number): string {
  const reason = REASONS.get(code);
  return reason === undefined ? `${code}` : `${code} ${reason}`;
}

/** The page for a status, or '' when nginx has none. */
export function statusPage(code: number, server: Bytes): Bytes {
  if (!REASONS.has(code) || code < 300 || code === 304) return '';
  const title = TITLES.get(code) ?? statusText(code);
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`;
}

/** Statuses after which the connection is closed. */
export function closesConnection(code: number): boolean {
  return code === 400 || code === 413 || code === 414 || code === 494 || code === 500 || code === 501 || code === 505;
}
