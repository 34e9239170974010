import type { OutlineNode } from './outline.ts';

/** A line as it stands in the tree: for keyboard and `aria-*`. */
export interface VisibleLine {
  readonly node: OutlineNode;
  readonly level: number;
  /** 1-based place among its siblings, and their number. */
  readonly place: number;
  readonly siblings: number;
  readonly parent: string | null;
  readonly open: boolean;
}

/** The lines that are shown when the nodes in `open` are unfolded, from top to bottom. */
export function visibleLines(nodes: readonly OutlineNode[], open: ReadonlySet<string>): readonly VisibleLine[] {
  const lines: VisibleLine[] = [];
  const walk = (siblings: readonly OutlineNode[], level: number, parent: string | null): void => {
    siblings.forEach((node, i) => {
      const unfolded = open.has(node.id) && node.children.length > 0;
      lines.push({ node, level, place: i + 1, siblings: siblings.length, parent, open: unfolded });
      if (unfolded) walk(node.children, level + 1, node.id);
    });
  };
  walk(nodes, 1, null);
  return lines;
}

/** What a key does in a tree (ARIA authoring practices, tree view): where the focus goes, what is folded or unfolded. */
export interface TreeMove {
  readonly to?: string;
  readonly unfold?: string;
  readonly fold?: string;
}

/** The effect of `key` on the line `at`, or null when it has none. */
export function treeMove(lines: readonly VisibleLine[], at: string, key: string): TreeMove | null {
  const i = Math.max(
    0,
    lines.findIndex(({ node }) => node.id === at),
  );
  const line = lines[i];
  if (!line) return null;
  const go = (to: VisibleLine | undefined): TreeMove | null => (to ? { to: to.node.id } : null);
  switch (key) {
    case 'ArrowDown':
      return go(lines[i + 1]);
    case 'ArrowUp':
      return go(lines[i - 1]);
    case 'Home':
      return go(lines[0]);
    case 'End':
      return go(lines.at(-1));
    case 'ArrowRight':
      if (line.node.children.length === 0) return null;
      return line.open ? go(lines[i + 1]) : { unfold: line.node.id };
    case 'ArrowLeft':
      if (line.open) return { fold: line.node.id };
      return line.parent === null ? null : { to: line.parent };
    default:
      return null;
  }
}
