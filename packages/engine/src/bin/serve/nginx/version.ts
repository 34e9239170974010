/** What the server calls itself. */
export const VERSION = '1.27.5';
/** `Server` header and foot of its pages, with `server_tokens` on. */
export const SERVER = `nginx/${VERSION}`;
