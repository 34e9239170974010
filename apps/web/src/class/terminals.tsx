'use client';
import { type TerminalHandle, TerminalView } from '@drydock/terminal';
import { Button, Dialog, panelProps, Tabs, useTabGroup } from '@drydock/ui';
import { useCallback, useMemo, useRef, useState } from 'react';
import { actingRight } from './room-store.ts';
import { useRoom, useRoomStore } from './use-room.ts';
import { changeSettings, useMedia, useSettings, useThemeName } from './use-settings.ts';

/** Keys for devices without them: what is sent, and its name. */
const KEYS: readonly (readonly [text: string, label: string, name: string])[] = [
  ['\t', 'Tab', 'Tab: complete'],
  ['\x03', '^C', 'Control C: interrupt'],
  ['\x1b[A', '↑', 'Up: earlier command'],
  ['\x1b[B', '↓', 'Down: later command'],
  ['\x04', '^D', 'Control D: end of input'],
];
/** Of one proposal; longer pastes go in several. */
const CHUNK = 32 * 1024;
const SIZES = [0, 12, 14, 16, 20, 24, 28];
const USER = 'student';

const NOT_RECORDED = { may: false, why: 'This is the recording. Take it over to act.' };

/** The shared terminals, a tab for each. */
export function Terminals({ recorded = false }: { readonly recorded?: boolean }) {
  const store = useRoomStore();
  const ttys = useRoom(({ ttys }) => ttys);
  const right = useRoom(actingRight, (a, b) => a.may === b.may && a.why === b.why);
  const { may, why } = recorded ? NOT_RECORDED : right;
  const [chosen, setChosen] = useState<string>();
  const [paste, setPaste] = useState<{ readonly text: string; readonly answer: (yes: boolean) => void } | null>(null);
  const handle = useRef<TerminalHandle>(null);
  const after = useRef<HTMLButtonElement>(null);
  const group = useTabGroup();
  const selected = ttys.find(({ tty }) => tty === chosen) ?? ttys.find(({ code }) => code === null) ?? ttys[0];
  const tty = selected?.tty;
  const source = tty === undefined ? undefined : store.terminals.get(tty);
  const { terminalText, screenReader } = useSettings();
  const theme = useThemeName();
  const touch = useMedia('(pointer: coarse)');

  const leave = useCallback(
    (back: boolean) => {
      if (back) document.getElementById(`${group}-tab-${tty}`)?.focus();
      else after.current?.focus();
    },
    [group, tty],
  );

  const events = useMemo(
    () => ({
      keys: (bytes: string) => {
        if (tty === undefined) return;
        for (let i = 0; i < bytes.length; i += CHUNK)
          store.propose({ type: 'tty.input', tty, data: bytes.slice(i, i + CHUNK) });
      },
      blocked: () => store.notify(why),
      confirmPaste: (text: string) => new Promise<boolean>((answer) => setPaste({ text, answer })),
      leave,
    }),
    [store, tty, why, leave],
  );

  function open(): void {
    const name = freeName(ttys.map((one) => one.tty));
    const { rows, cols } = handle.current?.proposed() ?? { rows: 24, cols: 80 };
    store.propose({ type: 'tty.open', tty: name, user: USER, rows: Math.min(rows, 60), cols: Math.min(cols, 160) });
    setChosen(name);
  }

  function fit(): void {
    const size = handle.current?.proposed();
    if (tty !== undefined && size) store.propose({ type: 'tty.resize', tty, ...size });
  }

  const closed = selected?.code !== null && selected !== undefined;
  const reason = closed ? `This terminal has ended (exit code ${selected.code}).` : may ? '' : why;
  return (
    <section aria-label="Terminals" className="flex h-full min-h-0 min-w-0 flex-col">
      <div className="flex flex-wrap items-center justify-between gap-x-2 border-b border-line pr-2">
        <Tabs
          group={group}
          label="Terminals"
          tabs={ttys.map(({ tty: id, code }) => ({
            id,
            label: (
              <span className="font-mono">
                {id}
                {code === null ? '' : ' ✕'}
              </span>
            ),
            name: code === null ? `terminal ${id}` : `terminal ${id}, ended`,
          }))}
          selected={tty ?? ''}
          onSelect={setChosen}
          className="min-w-0 overflow-x-auto"
        />
        <div className="flex items-center gap-1">
          {!recorded && (
            <Button kind="quiet" ref={after} disabled={!may} onClick={open} title="Open another shared terminal">
              New
            </Button>
          )}
          {!recorded && (
            <Button
              kind="quiet"
              disabled={!may || closed}
              onClick={fit}
              title="Make this terminal as large as my window, for everybody"
            >
              Fit
            </Button>
          )}
          <TextSize value={terminalText} />
        </div>
      </div>
      <div {...(tty === undefined ? {} : panelProps(group, tty))} className="relative min-h-0 flex-1 bg-terminal p-2">
        {source && tty !== undefined && (
          <TerminalView
            key={tty}
            source={source}
            events={events}
            theme={theme}
            handle={handle}
            readOnly={reason !== ''}
            fontSize={terminalText}
            screenReader={screenReader}
            label={`Terminal ${tty}. ${reason || 'Escape twice leaves it, Shift Tab goes back.'}`}
          />
        )}
      </div>
      {reason !== '' && (
        <p data-testid="read-only" className="border-t border-line bg-surface px-4 py-1.5 text-muted">
          <span aria-hidden="true">○ </span>
          {reason}
        </p>
      )}
      {touch && reason === '' && (
        <div role="toolbar" aria-label="Keys" className="flex gap-1 overflow-x-auto border-t border-line p-1">
          {KEYS.map(([text, label, name]) => (
            <Button
              key={label}
              aria-label={name}
              className="min-w-12 font-mono"
              onClick={() => handle.current?.press(text)}
            >
              {label}
            </Button>
          ))}
        </div>
      )}
      <PasteDialog paste={paste} onDone={() => setPaste(null)} />
    </section>
  );
}

/** The first of t1, t2, … that is free. */
export function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`t${n}`)) return `t${n}`;
}

function TextSize({ value }: { readonly value: number }) {
  return (
    <select
      aria-label="Size of the terminal's text"
      value={value}
      onChange={(event) => changeSettings({ terminalText: Number(event.target.value) })}
      className="min-h-9 rounded-(--radius) border border-transparent bg-transparent px-1 text-ink hover:border-edge pointer-coarse:min-h-11"
    >
      {(SIZES.includes(value) ? SIZES : [...SIZES, value]).map((size) => (
        <option key={size} value={size}>
          {size === 0 ? 'Aa' : `${size} px`}
        </option>
      ))}
    </select>
  );
}

/** Text of several lines is shown before it is pasted: each line would be carried out at once. */
function PasteDialog({
  paste,
  onDone,
}: {
  readonly paste: { readonly text: string; readonly answer: (yes: boolean) => void } | null;
  readonly onDone: () => void;
}) {
  const finish = (yes: boolean): void => {
    paste?.answer(yes); // only the first answer counts
    onDone();
  };
  const lines = paste?.text.split(/\r\n|[\r\n]/).length ?? 0;
  return (
    <Dialog open={paste !== null} title={`Paste ${lines} lines?`} onClose={() => finish(false)}>
      <pre className="max-h-60 overflow-auto rounded-(--radius) border border-line bg-ground p-3 font-mono">
        {paste?.text.slice(0, 4000)}
      </pre>
      <div className="flex gap-2">
        <Button kind="primary" onClick={() => finish(true)}>
          Paste
        </Button>
        <Button onClick={() => finish(false)}>Cancel</Button>
      </div>
    </Dialog>
  );
}
