import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { insertPanel, stacksOf, type Layout, type Workspace } from './layout.ts';
import { areWorkspaces, isWorkspace, readWorkspace } from './read-workspace.ts';

const chart = { id: 'chart-1', kind: 'chart', group: 'A', state: {} };
const alone: Workspace = {
  name: 'Trade',
  layout: { type: 'stack', id: 's', panels: ['chart-1'], active: 'chart-1' },
  panels: { 'chart-1': chart },
  isLocked: false,
};

describe('a workspace of a file', () => {
  test('is read as it was saved, however its panels lie', () => {
    const steps = fc.array(
      fc.record({
        target: fc.nat(),
        side: fc.constantFrom('within', 'left', 'right', 'top', 'bottom'),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (made) => {
        let layout: Layout | null = null;
        const panels: Record<string, Workspace['panels'][string]> = {};
        for (const [at, { target, side }] of made.entries()) {
          const stacks = stacksOf(layout);
          const stack = stacks[target % Math.max(1, stacks.length)];
          const id = `chart-${at}`;
          layout = insertPanel(layout, id, stack === undefined ? null : { stack: stack.id, side });
          panels[id] = { ...chart, id };
        }
        const workspace = { ...alone, layout, panels };
        expect(readWorkspace(JSON.stringify(workspace))).toEqual(workspace);
      }),
    );
  });

  const [stack] = stacksOf(alone.layout);
  const other = { ...stack, id: 't', panels: ['depth-1'], active: 'depth-1' };
  const depth = { ...chart, id: 'depth-1', kind: 'depth' };
  /** Two panels side by side, which are a workspace, but for what is changed of their split. */
  const split = (change: object): string => {
    const sound = {
      type: 'split',
      id: 'p',
      direction: 'row',
      children: [stack, other],
      sizes: [0.5, 0.5],
    };
    const panels = { ...alone.panels, 'depth-1': depth };
    return JSON.stringify({ ...alone, panels, layout: { ...sound, ...change } });
  };

  test('is one where two panels lie side by side', () => {
    expect(readWorkspace(split({}))).not.toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['no object', 'null'],
    ['no panel at all', JSON.stringify({ ...alone, layout: null, panels: {} })],
    ['a panel that nobody knows', JSON.stringify({ ...alone, panels: {} })],
    [
      'a panel that lies nowhere',
      JSON.stringify({ ...alone, panels: { ...alone.panels, b: { ...chart, id: 'b' } } }),
    ],
    [
      'a panel by another name',
      JSON.stringify({ ...alone, panels: { 'chart-1': { ...chart, id: 'b' } } }),
    ],
    [
      'a stack that shows what it has not',
      JSON.stringify({ ...alone, layout: { ...stack, active: 'b' } }),
    ],
    ['a panel in two places', split({ children: [stack, { ...stack, id: 't' }] })],
    ['a split without sizes', split({ sizes: [1] })],
    ['sizes below nothing', split({ sizes: [2, -1] })],
    ['a direction that there is not', split({ direction: 'up' })],
  ])('is none with %s', (_what, text) => {
    expect(readWorkspace(text)).toBeNull();
  });
});

test('what this browser kept may be without panels, but not without a workspace', () => {
  expect(isWorkspace({ ...alone, layout: null, panels: {} })).toBe(true);
  expect(areWorkspaces([alone])).toBe(true);
  expect(areWorkspaces([])).toBe(false);
  expect(areWorkspaces([alone, 3])).toBe(false);
});
