/** Terminals: the binding of xterm, and the filter before it. xterm's own sheet is `@xterm/xterm/css/xterm.css`. */
export { EscapeFilter } from './escape-filter.ts';
export type { ScreenEvents } from './screen.ts';
export { type TtyListener, type TtySource, toBytes, toOctets } from './source.ts';
export { type TerminalHandle, TerminalView, type TerminalViewProps } from './terminal-view.tsx';
