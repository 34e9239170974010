'use client';
import type { HostView } from '@drydock/engine/host-view';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ObjectKey } from '../layout/scene.ts';
import { outline } from './outline.ts';
import { type TreeMove, treeMove, type VisibleLine, visibleLines } from './visible.ts';

/** What an outline shows; the same as a picture. */
export interface HostOutlineProps {
  readonly view: HostView;
  readonly selected: ObjectKey | null;
  readonly now: ReadonlySet<ObjectKey>;
  readonly onSelect: (key: ObjectKey) => void;
}

const AT_FIRST = ['containers', 'networks', 'volumes', 'images'];

/** The picture in words, as a tree: arrows move and unfold, Enter chooses. */
export function HostOutline({ view, selected, now, onSelect }: HostOutlineProps) {
  const nodes = useMemo(() => outline(view), [view]);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(AT_FIRST));
  const [focus, setFocus] = useState('host');
  const tree = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => visibleLines(nodes, open), [nodes, open]);
  const current = lines.some(({ node }) => node.id === focus) ? focus : 'host';

  function apply({ to, unfold, fold }: TreeMove): void {
    if (unfold !== undefined) setOpen(new Set([...open, unfold]));
    if (fold !== undefined) setOpen(new Set([...open].filter((id) => id !== fold)));
    if (to === undefined) return;
    setFocus(to);
    tree.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(to)}"]`)?.focus();
  }

  function press(event: KeyboardEvent, line: VisibleLine): void {
    const move = treeMove(lines, line.node.id, event.key);
    const choose = (event.key === 'Enter' || event.key === ' ') && line.node.key !== null;
    if (!move && !choose) return;
    event.preventDefault();
    if (move) apply(move);
    else if (line.node.key !== null) onSelect(line.node.key);
  }

  function click({ node, open: unfolded }: VisibleLine): void {
    setFocus(node.id);
    if (node.key !== null) onSelect(node.key);
    if (node.children.length > 0) apply(unfolded && node.key === null ? { fold: node.id } : { unfold: node.id });
  }

  return (
    <div ref={tree} role="tree" aria-label={`Outline of the host ${view.host.name}`} className="font-mono">
      {lines.map((line) => (
        <div
          key={line.node.id}
          role="treeitem"
          aria-level={line.level}
          aria-posinset={line.place}
          aria-setsize={line.siblings}
          aria-expanded={line.node.children.length > 0 ? line.open : undefined}
          aria-selected={line.node.key !== null && line.node.key === selected}
          tabIndex={line.node.id === current ? 0 : -1}
          data-line={line.node.id}
          data-now={line.node.key !== null && now.has(line.node.key) ? '' : undefined}
          className="flex min-h-8 cursor-pointer items-start gap-2 border-l-2 border-transparent px-2 py-1 hover:bg-surface focus-visible:-outline-offset-2 aria-selected:border-now aria-selected:bg-now-ground data-now:border-now"
          style={{ paddingInlineStart: `${line.level * 1.25 - 0.75}rem` }}
          onClick={() => click(line)}
          onFocus={() => setFocus(line.node.id)}
          onKeyDown={(event) => press(event, line)}
        >
          <span aria-hidden="true" className="w-3 shrink-0 text-muted">
            {line.node.children.length === 0 ? '' : line.open ? '▾' : '▸'}
          </span>
          <span className="break-words">{line.node.text}</span>
        </div>
      ))}
    </div>
  );
}
