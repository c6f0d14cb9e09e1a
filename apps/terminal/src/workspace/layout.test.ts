import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { dropBox, dropSide } from './drop-place.ts';
import {
  activate,
  insertPanel,
  movePanel,
  removePanel,
  resize,
  stackOf,
  stacksOf,
  type Layout,
  type Place,
} from './layout.ts';

const sides: readonly Place['side'][] = ['within', 'left', 'right', 'top', 'bottom'];

function panelsOf(layout: Layout | null): readonly string[] {
  return stacksOf(layout)
    .flatMap(({ panels }) => panels)
    .toSorted();
}

function idsOf(layout: Layout | null): readonly string[] {
  if (layout === null) return [];
  return layout.type === 'stack' ? [layout.id] : [layout.id, ...layout.children.flatMap(idsOf)];
}

/** Every split has a size for each child, and they make one; every stack shows a panel that it has. */
function isSound(layout: Layout | null): boolean {
  if (layout === null) return true;
  if (layout.type === 'stack') return layout.panels.includes(layout.active);
  const sum = layout.sizes.reduce((all, size) => all + size, 0);
  const fits = layout.children.length > 1 && layout.sizes.length === layout.children.length;
  return fits && Math.abs(sum - 1) < 1e-9 && layout.children.every(isSound);
}

describe('a layout of panels', () => {
  test('whatever is opened, moved and closed, each panel lies in one place, all sizes fit and no two areas have one name', () => {
    const step = fc.record({
      act: fc.constantFrom('insert', 'move', 'remove', 'activate', 'resize'),
      panel: fc.integer({ min: 0, max: 7 }).map((number) => `p${number}`),
      target: fc.nat(),
      side: fc.constantFrom(...sides),
      by: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let layout: Layout | null = null;
        const open = new Set<string>();
        for (const { act, panel, target, side, by } of steps) {
          const stacks = stacksOf(layout);
          const stack = stacks[target % Math.max(1, stacks.length)];
          const place = stack === undefined ? null : { stack: stack.id, side };
          if (act === 'insert' && !open.has(panel)) {
            layout = insertPanel(layout, panel, place);
            open.add(panel);
          } else if (layout === null) continue;
          else if (act === 'move' && place !== null) layout = movePanel(layout, panel, place);
          else if (act === 'activate') layout = activate(layout, panel);
          else if (act === 'resize' && layout.type === 'split') {
            layout = resize(layout, layout.id, target % layout.children.length, by);
          } else if (act === 'remove') {
            layout = removePanel(layout, panel);
            open.delete(panel);
          }
          expect(panelsOf(layout)).toEqual([...open].toSorted());
          expect(isSound(layout)).toBe(true);
          const ids = idsOf(layout);
          expect(new Set(ids).size).toBe(ids.length);
        }
      }),
    );
  });

  test('a panel that is moved onto the side of another stands beside it', () => {
    const one = insertPanel(null, 'a', null);
    const two = insertPanel(one, 'b', { stack: stackOf(one, 'a')?.id ?? '', side: 'right' });
    expect(two).toMatchObject({ type: 'split', direction: 'row', sizes: [0.5, 0.5] });
    const back = movePanel(two, 'b', { stack: stackOf(two, 'a')?.id ?? '', side: 'within' });
    expect(back).toMatchObject({ type: 'stack', panels: ['a', 'b'], active: 'b' });
  });

  test('a border stops where an area would be too small to use', () => {
    const one = insertPanel(null, 'a', null);
    const two = insertPanel(one, 'b', { stack: stackOf(one, 'a')?.id ?? '', side: 'bottom' });
    const moved = resize(two, two.type === 'split' ? two.id : '', 0, 5);
    expect(moved).toMatchObject({ sizes: [0.94, 0.06] });
  });
});

describe('what is dropped on a stack', () => {
  const box = { left: 100, top: 100, width: 400, height: 200 };

  test.each([
    [110, 200, 'left'],
    [490, 200, 'right'],
    [300, 105, 'top'],
    [300, 295, 'bottom'],
    [300, 200, 'within'],
  ] as const)('at %d, %d goes %s', (x, y, side) => {
    expect(dropSide(box, x, y)).toBe(side);
  });

  test('takes half of it at a side', () => {
    expect(dropBox(box, 'right')).toEqual({ left: 300, top: 100, width: 200, height: 200 });
    expect(dropBox(box, 'within')).toEqual(box);
  });
});
