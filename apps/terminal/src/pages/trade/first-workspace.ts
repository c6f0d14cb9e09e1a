import {
  stacksOf,
  type Layout,
  type PanelSpec,
  type Stack,
  type Workspace,
} from '../../workspace/layout.ts';

function stack(id: string, ...panels: readonly [string, ...string[]]): Stack {
  return { type: 'stack', id: `stack.${id}`, panels, active: panels[0] };
}

function split(
  id: string,
  direction: 'row' | 'column',
  parts: readonly (readonly [number, Layout])[],
): Layout {
  return {
    type: 'split',
    id: `split.${id}`,
    direction,
    children: parts.map(([, child]) => child),
    sizes: parts.map(([size]) => size),
  };
}

const layout = split('first', 'row', [
  [0.25, stack('watch', 'watchlist-1')],
  [
    0.51,
    split('middle', 'column', [
      [0.64, stack('chart', 'chart-1')],
      [
        0.36,
        stack(
          'blotter',
          'positions-1',
          'orders-1',
          'trades-1',
          'holdings-1',
          'funds-1',
          'order-life-1',
          'chain-1',
        ),
      ],
    ]),
  ],
  [
    0.24,
    split('right', 'column', [
      [0.33, stack('depth', 'depth-1', 'ladder-1')],
      [0.67, stack('ticket', 'ticket-1')],
    ]),
  ],
]);

function spec(id: string): PanelSpec {
  return { id, kind: id.replace(/-\d+$/u, ''), group: 'A', state: {} };
}

/** What somebody sees who has not changed anything. */
export const firstWorkspace: Workspace = {
  name: 'Trade',
  layout,
  panels: Object.fromEntries(
    stacksOf(layout)
      .flatMap(({ panels }) => panels)
      .map((id) => [id, spec(id)]),
  ),
  isLocked: false,
};
