'use client';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { classNames } from './class-names.ts';

/** One tab. */
export interface Tab {
  readonly id: string;
  readonly label: ReactNode;
  /** Said instead of the label. */
  readonly name?: string;
}

/** What tabs show. */
export interface TabsProps {
  readonly tabs: readonly Tab[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** What the tabs choose between. */
  readonly label: string;
  /** Prefix of the ids of panels, as `panelProps` gives them. */
  readonly group: string;
  readonly className?: string;
}

/** A row of tabs (ARIA authoring practices): one stop for Tab, arrows choose. */
export function Tabs({ tabs, selected, onSelect, label, group, className }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);

  function press(event: KeyboardEvent): void {
    const at = tabs.findIndex(({ id }) => id === selected);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${group}-tab-${next.id}`)}`)?.focus();
  }

  return (
    <div ref={list} role="tablist" aria-label={label} className={classNames('flex', className)}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${group}-tab-${tab.id}`}
          aria-selected={tab.id === selected}
          aria-controls={`${group}-panel-${tab.id}`}
          aria-label={tab.name}
          tabIndex={tab.id === selected ? 0 : -1}
          onClick={() => onSelect(tab.id)}
          onKeyDown={press}
          className="min-h-9 pointer-coarse:min-h-11 cursor-pointer border-b-2 border-transparent px-3 whitespace-nowrap text-muted hover:text-ink focus-visible:-outline-offset-2 aria-selected:border-ink aria-selected:text-ink"
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}

/** What makes an element the panel of a tab. */
export function panelProps(group: string, id: string) {
  return { role: 'tabpanel', id: `${group}-panel-${id}`, 'aria-labelledby': `${group}-tab-${id}` } as const;
}

/** A prefix for `group`, of its own for each use. */
export function useTabGroup(): string {
  return useId();
}
