import fc from 'fast-check';
import { expect, test } from 'vitest';

import { insertPanel, movePanel, stackOf, stacksOf, type Layout } from './layout.ts';
import { pushedPlace, sides, type Side } from './push.ts';

function pushed(layout: Layout, panel: string, side: Side): Layout {
  const place = pushedPlace(layout, panel, side);
  return place === null ? layout : movePanel(layout, panel, place);
}

/** `a` beside a column of `b` above `c` and `d`, which lie on each other. */
function threeAreas(): Layout {
  const a = insertPanel(null, 'a', null);
  const ab = insertPanel(a, 'b', { stack: stackOf(a, 'a')?.id ?? '', side: 'right' });
  const abc = insertPanel(ab, 'c', { stack: stackOf(ab, 'b')?.id ?? '', side: 'bottom' });
  return insertPanel(abc, 'd', { stack: stackOf(abc, 'c')?.id ?? '', side: 'within' });
}

function tabs(layout: Layout): readonly string[] {
  return stacksOf(layout).map(({ panels }) => panels.join(' '));
}

test('a panel alone is pushed among the tabs of the next stack on that side', () => {
  expect(tabs(pushed(threeAreas(), 'a', 'right'))).toEqual(['b a', 'c d']);
  expect(tabs(pushed(threeAreas(), 'b', 'left'))).toEqual(['a b', 'c d']);
  expect(tabs(pushed(threeAreas(), 'b', 'bottom'))).toEqual(['a', 'c d b']);
});

test('a panel that lies with others is pushed out to that side, and one more push takes it on', () => {
  const out = pushed(threeAreas(), 'd', 'left');
  expect(tabs(out)).toEqual(['a', 'b', 'd', 'c']);
  expect(tabs(pushed(out, 'd', 'left'))).toEqual(['a d', 'b', 'c']);
  expect(tabs(pushed(out, 'd', 'top'))).toEqual(['a', 'b d', 'c']);
});

test('where nothing lies on a side, a panel alone stays', () => {
  expect(pushedPlace(threeAreas(), 'a', 'left')).toBeNull();
  expect(pushedPlace(threeAreas(), 'b', 'top')).toBeNull();
  expect(pushedPlace(null, 'a', 'top')).toBeNull();
});

test('however panels are pushed, none is lost, and no two stacks are known by one name', () => {
  const pushes = fc.array(
    fc.record({ panel: fc.constantFrom('a', 'b', 'c', 'd'), side: fc.constantFrom(...sides) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(pushes, (made) => {
      let layout = threeAreas();
      for (const { panel, side } of made) layout = pushed(layout, panel, side);
      const ids = stacksOf(layout).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(
        stacksOf(layout)
          .flatMap(({ panels }) => panels)
          .toSorted(),
      ).toEqual(['a', 'b', 'c', 'd']);
    }),
  );
});
