/** Terminals: the binding of xterm, and the filter before it. */
export { EscapeFilter } from './escape-filter.ts';
