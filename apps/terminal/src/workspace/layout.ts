/** A panel of a workspace: what it shows, and what it was set to. */
export type PanelSpec = {
  readonly id: string;
  /** `chart`, `watchlist`: which of the kinds there are. */
  readonly kind: string;
  /** The group of panels whose instrument it follows. */
  readonly group: string;
  /** What people set of it; its kind knows what it means. */
  readonly state: Readonly<Record<string, unknown>>;
};

/** Panels on top of each other, behind tabs. */
export type Stack = {
  readonly type: 'stack';
  readonly id: string;
  /** By id; at least one. */
  readonly panels: readonly string[];
  readonly active: string;
};
/** Areas beside or below each other. */
export type Split = {
  readonly type: 'split';
  readonly id: string;
  readonly direction: 'row' | 'column';
  readonly children: readonly Layout[];
  /** What each child takes of it; together 1. */
  readonly sizes: readonly number[];
};
/** How panels lie. */
export type Layout = Stack | Split;

/** Where a panel goes: among the tabs of a stack, or to one of its sides. */
export type Place = {
  readonly stack: string;
  readonly side: 'within' | 'left' | 'right' | 'top' | 'bottom';
};

/** The stacks of a layout, in reading order. */
export function stacksOf(layout: Layout | null): readonly Stack[] {
  if (layout === null) return [];
  return layout.type === 'stack' ? [layout] : layout.children.flatMap(stacksOf);
}

/** The stack that a panel lies in; null where it is in none. */
export function stackOf(layout: Layout | null, panel: string): Stack | null {
  return stacksOf(layout).find(({ panels }) => panels.includes(panel)) ?? null;
}

/** A layout with one more panel; the first of an empty one. */
export function insertPanel(layout: Layout | null, panel: string, place: Place | null): Layout {
  const [first] = stacksOf(layout);
  const added = { type: 'stack', id: freshId(layout), panels: [panel], active: panel } as const;
  if (layout === null || first === undefined) return added;
  const target = place ?? { stack: first.id, side: 'within' };
  return mapStack(layout, target.stack, (stack) => placed(stack, added, target.side));
}

/** A layout without a panel; null where it was the last. What is left takes its room. */
export function removePanel(layout: Layout, panel: string): Layout | null {
  if (layout.type === 'stack') {
    const panels = layout.panels.filter((id) => id !== panel);
    if (panels.length === layout.panels.length) return layout;
    const at = layout.panels.indexOf(panel);
    const next = panels[Math.min(at, panels.length - 1)];
    if (next === undefined) return null;
    return { ...layout, panels, active: layout.active === panel ? next : layout.active };
  }
  const kept = layout.children.map((child, at) => ({
    child: removePanel(child, panel),
    size: layout.sizes[at] ?? 0,
  }));
  const left = kept.flatMap(({ child, size }) => (child === null ? [] : [{ child, size }]));
  return joined(layout, left);
}

/** A layout where a panel lies elsewhere. Onto its own stack: as it was, in front. */
export function movePanel(layout: Layout, panel: string, place: Place): Layout {
  const from = stackOf(layout, panel);
  if (from === null) return layout;
  const isAlone = from.id === place.stack && from.panels.length === 1;
  if (isAlone || (from.id === place.stack && place.side === 'within')) {
    return activate(layout, panel);
  }
  const without = removePanel(layout, panel);
  return without === null ? layout : insertPanel(without, panel, place);
}

/** A layout with a panel in front of its stack. */
export function activate(layout: Layout, panel: string): Layout {
  const stack = stackOf(layout, panel);
  return stack === null
    ? layout
    : mapStack(layout, stack.id, (found) => ({ ...found, active: panel }));
}

/** A layout where the border behind a child lies elsewhere: by so much of its split, within what stays usable. */
export function resize(layout: Layout, split: string, border: number, by: number): Layout {
  if (layout.type === 'stack') return layout;
  if (layout.id !== split) {
    return {
      ...layout,
      children: layout.children.map((child) => resize(child, split, border, by)),
    };
  }
  const [before, behind] = [layout.sizes[border], layout.sizes[border + 1]];
  if (before === undefined || behind === undefined) return layout;
  const moved = Math.min(Math.max(by, LEAST - before), behind - LEAST);
  const sizes = layout.sizes.map((size, at) => {
    if (at === border) return size + moved;
    return at === border + 1 ? size - moved : size;
  });
  return { ...layout, sizes };
}

/** The least that an area may take of its split. */
const LEAST = 0.06;

function placed(stack: Stack, added: Stack, side: Place['side']): Layout {
  if (side === 'within') {
    return { ...stack, panels: [...stack.panels, ...added.panels], active: added.active };
  }
  const isBefore = side === 'left' || side === 'top';
  return {
    type: 'split',
    id: `around ${added.id}`,
    direction: side === 'left' || side === 'right' ? 'row' : 'column',
    children: isBefore ? [added, stack] : [stack, added],
    sizes: [0.5, 0.5],
  };
}

/** A name that no area of a layout has, nor the split that was once made around it. */
function freshId(layout: Layout | null): string {
  const taken = new Set(idsOf(layout));
  let number = 1;
  while (taken.has(`stack ${number}`) || taken.has(`around stack ${number}`)) number += 1;
  return `stack ${number}`;
}

function idsOf(layout: Layout | null): readonly string[] {
  if (layout === null) return [];
  return layout.type === 'stack' ? [layout.id] : [layout.id, ...layout.children.flatMap(idsOf)];
}

/** A split with what is left of it; one child stands for itself. */
function joined(
  split: Split,
  left: readonly { readonly child: Layout; readonly size: number }[],
): Layout | null {
  const [only] = left;
  if (only === undefined) return null;
  if (left.length === 1) return only.child;
  const sum = left.reduce((total, { size }) => total + size, 0);
  return {
    ...split,
    children: left.map(({ child }) => child),
    sizes: left.map(({ size }) => size / sum),
  };
}

function mapStack(layout: Layout, id: string, change: (stack: Stack) => Layout): Layout {
  if (layout.type === 'stack') return layout.id === id ? change(layout) : layout;
  return { ...layout, children: layout.children.map((child) => mapStack(child, id, change)) };
}

/** A workspace by name. */
export type Workspace = {
  readonly name: string;
  readonly layout: Layout | null;
  readonly panels: Readonly<Record<string, PanelSpec>>;
  /** Whether panels stay where they are. */
  readonly isLocked: boolean;
};
