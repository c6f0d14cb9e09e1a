import { stackOf, stacksOf, type Layout, type Place, type Stack } from './layout.ts';

/** A side to which a panel is pushed. */
export type Side = Exclude<Place['side'], 'within'>;

/** The four of them. */
export const sides: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/**
 * Where a panel goes that is pushed to a side: out of a stack that has others, to that side of it; alone, among the tabs of
 * the next stack there. So every place can be reached. Null where there is nothing on that side.
 */
export function pushedPlace(layout: Layout | null, panel: string, side: Side): Place | null {
  const own = stackOf(layout, panel);
  if (layout === null || own === null) return null;
  if (own.panels.length > 1) return { stack: own.id, side };
  const next = stackBeside(layout, own.id, side);
  return next === null ? null : { stack: next.id, side: 'within' };
}

/** The next stack on a side of another, by the splits that they lie in; the nearest split that goes that way decides. */
function stackBeside(layout: Layout, stack: string, side: Side): Stack | null {
  if (layout.type === 'stack') return null;
  const at = layout.children.findIndex((child) => stacksOf(child).some(({ id }) => id === stack));
  const own = layout.children[at];
  const nearer = own === undefined ? null : stackBeside(own, stack, side);
  if (nearer !== null || layout.direction !== directionOf(side)) return nearer;
  const beside = layout.children[at + (isBackwards(side) ? -1 : 1)];
  return beside === undefined ? null : nearestOf(beside, side);
}

/** The stack of an area that is reached first where one comes from the other side. */
function nearestOf(layout: Layout, side: Side): Stack | null {
  if (layout.type === 'stack') return layout;
  const isFromBehind = layout.direction === directionOf(side) && isBackwards(side);
  const child = layout.children.at(isFromBehind ? -1 : 0);
  return child === undefined ? null : nearestOf(child, side);
}

function directionOf(side: Side): 'row' | 'column' {
  return side === 'left' || side === 'right' ? 'row' : 'column';
}

function isBackwards(side: Side): boolean {
  return side === 'left' || side === 'top';
}
