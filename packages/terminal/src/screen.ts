import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import { EscapeFilter } from './escape-filter.ts';
import { fittingSize } from './font-size.ts';
import { keyAct } from './keys.ts';
import { type TtySource, toBytes, toOctets } from './source.ts';
import { themeAt } from './theme.ts';

/** Output waiting to be drawn beyond this is skipped: the screen then begins anew from the end of the past. */
const BEHIND_BYTES = 1024 * 1024;

/** What a screen asks of its page. */
export interface ScreenEvents {
  /** Keys for the shell, as UTF-8 bytes. */
  keys(bytes: string): void;
  /** Something was typed that may not be sent. */
  blocked(): void;
  /** Text of several lines is to be pasted; it is, when the promise says so. */
  confirmPaste(text: string): Promise<boolean>;
  /** The reader leaves: back to what stands before the terminal, or on. */
  leave(back: boolean): void;
}

/** How a screen is to look and behave. */
export interface ScreenLook {
  readonly readOnly: boolean;
  /** In px; 0 for the largest at which everything is seen. */
  readonly fontSize: number;
  readonly screenReader: boolean;
  readonly label: string;
}

/** An xterm in a place on the page, bound to a source. Only text and colours of untrusted output reach it. */
export class Screen {
  readonly #place: HTMLElement;
  readonly #source: TtySource;
  readonly #events: ScreenEvents;
  readonly #terminal: Terminal;
  readonly #fit = new FitAddon();
  readonly #filter = new EscapeFilter();
  readonly #ends: (() => void)[] = [];
  #look: ScreenLook;
  #waiting = 0;
  #behind = false;
  #escapeAt = Number.NEGATIVE_INFINITY;

  constructor(place: HTMLElement, source: TtySource, look: ScreenLook, events: ScreenEvents) {
    this.#place = place;
    this.#source = source;
    this.#look = look;
    this.#events = events;
    const style = getComputedStyle(place);
    this.#terminal = new Terminal({
      rows: source.rows,
      cols: source.cols,
      altClickMovesCursor: false,
      cursorBlink: false,
      fontFamily: style.getPropertyValue('--font-mono') || 'monospace',
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      scrollback: 5000,
      theme: themeAt(place),
    });
    this.#terminal.loadAddon(this.#fit);
    this.#terminal.open(place);
    this.#terminal.onData((text) => this.#typed(text));
    this.#terminal.attachCustomKeyEventHandler((event) => this.#key(event));
    place.addEventListener('paste', this.#paste, true);
    this.#ends.push(() => place.removeEventListener('paste', this.#paste, true));
    this.#ends.push(
      source.follow({
        write: (bytes) => this.#write(bytes),
        reset: () => this.#begin(),
        resize: () => this.layOut(),
      }),
    );
    this.show(look);
    this.#begin();
  }

  /** Takes over another look. */
  show(look: ScreenLook): void {
    this.#look = look;
    const { options, textarea } = this.#terminal;
    options.disableStdin = look.readOnly;
    options.screenReaderMode = look.screenReader;
    options.cursorInactiveStyle = look.readOnly ? 'none' : 'outline';
    if (textarea) {
      textarea.setAttribute('aria-label', look.label);
      textarea.setAttribute('aria-readonly', String(look.readOnly));
    }
    this.layOut();
  }

  /** The theme of the page has changed. */
  recolour(): void {
    this.#terminal.options.theme = themeAt(this.#place);
  }

  /** Takes the place's size and the source's rows and columns. */
  layOut(): void {
    const { rows, cols } = this.#source;
    if (rows !== this.#terminal.rows || cols !== this.#terminal.cols) this.#terminal.resize(cols, rows);
    const { clientWidth: width, clientHeight: height } = this.#place.parentElement ?? this.#place;
    if (width === 0 || height === 0) return;
    const room = { width: width - 16, height: height - 4, rows, cols, ratio: this.#ratio() };
    this.#terminal.options.fontSize = this.#look.fontSize || fittingSize(room);
  }

  /** Rows and columns that would fill the place at the present size of text. */
  proposed(): { readonly rows: number; readonly cols: number } | undefined {
    const { rows, cols } = this.#fit.proposeDimensions() ?? {};
    return rows && cols ? { rows, cols } : undefined;
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** Sends keys as if they were typed: for buttons on devices without them. */
  press(text: string): void {
    this.#typed(text);
    this.focus();
  }

  dispose(): void {
    for (const end of this.#ends) end();
    this.#terminal.dispose();
  }

  #begin(): void {
    this.#filter.reset();
    this.#terminal.reset();
    this.layOut();
    this.#write(this.#source.past());
  }

  #write(bytes: string): void {
    if (this.#behind) return;
    if (this.#waiting + bytes.length > BEHIND_BYTES && this.#waiting > 0) {
      this.#behind = true;
      return;
    }
    const shown = this.#filter.filter(bytes);
    if (shown === '') return;
    this.#waiting += shown.length;
    this.#terminal.write(toOctets(shown), () => {
      this.#waiting -= shown.length;
      if (!this.#behind || this.#waiting > 0) return;
      this.#behind = false;
      this.#begin();
    });
  }

  #typed(text: string): void {
    if (this.#look.readOnly) return this.#events.blocked();
    this.#events.keys(toBytes(text));
  }

  /** True when xterm is to handle the key. */
  #key(event: KeyboardEvent): boolean {
    if (event.type !== 'keydown') return true;
    const act = keyAct(event, this.#terminal.hasSelection(), event.timeStamp - this.#escapeAt);
    this.#escapeAt = act === 'escape' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (act === 'leave' || act === 'leave-back') {
      event.preventDefault();
      this.#events.leave(act === 'leave-back');
      return false;
    }
    if (act === 'browser') return false;
    const types = event.key.length === 1 || event.key === 'Enter' || event.key === 'Backspace';
    if (this.#look.readOnly && types && !event.metaKey && !event.altKey) this.#events.blocked();
    return true;
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    event.stopPropagation();
    if (text === '') return;
    if (this.#look.readOnly) return this.#events.blocked();
    if (!/[\r\n]./s.test(text)) return this.#terminal.paste(text);
    void this.#events.confirmPaste(text).then((yes) => {
      if (yes) this.#terminal.paste(text);
      this.focus();
    });
  };

  /** Width of a character as a part of the text's size. */
  #ratio(): number {
    const probe = document.createElement('span');
    probe.style.cssText = 'position:absolute;visibility:hidden;white-space:pre;font-size:100px;line-height:1';
    probe.style.fontFamily = String(this.#terminal.options.fontFamily);
    probe.textContent = 'W'.repeat(10);
    this.#place.append(probe);
    const ratio = probe.getBoundingClientRect().width / 1000;
    probe.remove();
    return ratio > 0 ? ratio : 0.61;
  }
}
