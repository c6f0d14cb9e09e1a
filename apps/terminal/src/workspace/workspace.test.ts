import { beforeEach, describe, expect, test } from 'vitest';

import { stacksOf, type Workspace } from './layout.ts';
import { Workspaces } from './workspace.ts';

const first: Workspace = {
  name: 'Trade',
  layout: { type: 'stack', id: 's', panels: ['chart-1'], active: 'chart-1' },
  panels: { 'chart-1': { id: 'chart-1', kind: 'chart', group: 'A', state: {} } },
  isLocked: false,
};

/** A store in memory. */
class Store {
  readonly #items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

let store: Store;
beforeEach(() => {
  store = new Store();
});

/** Two tabs of one browser: what one keeps, the other hears of. */
function twoTabs(): readonly [Workspaces, Workspaces] {
  const heard: ((event: Pick<StorageEvent, 'key' | 'newValue'>) => void)[][] = [[], []];
  const open = (at: 0 | 1): Workspaces => {
    const workspaces = new Workspaces(first, {
      getItem: (key) => store.getItem(key),
      setItem: (key, newValue) => {
        if (store.getItem(key) === newValue) return;
        store.setItem(key, newValue);
        for (const hear of heard[1 - at] ?? []) hear({ key, newValue });
      },
    });
    workspaces.hearTabs({
      addEventListener: (_, hear) => heard[at]?.push(hear),
      removeEventListener: () => {},
    });
    return workspaces;
  };
  return [open(0), open(1)];
}

describe('in two tabs', () => {
  test('what one makes is not lost by what the other changes, and each shows its own', () => {
    const [one, other] = twoTabs();
    one.copy();
    one.set('chart-1', { state: { timeframe: '1D' } });
    other.set('chart-1', { state: { timeframe: '15m' } });
    expect([one.shown.value.name, other.shown.value.name]).toEqual(['Workspace 2', 'Trade']);
    const behind = new Workspaces(first, store);
    expect(behind.all.value.map(({ name, panels }) => [name, panels['chart-1']?.state])).toEqual([
      ['Trade', { timeframe: '15m' }],
      ['Workspace 2', { timeframe: '1D' }],
    ]);
  });

  test('one that the other forgets is shown no more', () => {
    const [one, other] = twoTabs();
    one.copy();
    other.show('Workspace 2');
    one.forget();
    expect(other.shown.value.name).toBe('Trade');
  });
});

describe('workspaces', () => {
  test('outlive the page with what was opened and set', () => {
    const before = new Workspaces(first, store);
    before.add('depth');
    before.set('depth-1', { group: 'B', state: { levels: 5 } });
    const behind = new Workspaces(first, store);
    expect(behind.shown.value.panels['depth-1']).toMatchObject({
      group: 'B',
      state: { levels: 5 },
    });
  });

  test('open a panel once, and add another of its kind beside it', () => {
    const workspaces = new Workspaces(first, store);
    workspaces.open('chart');
    expect(Object.keys(workspaces.shown.value.panels)).toEqual(['chart-1']);
    workspaces.add('chart');
    expect(Object.keys(workspaces.shown.value.panels)).toEqual(['chart-1', 'chart-2']);
  });

  test('that are locked keep their panels where they are', () => {
    const workspaces = new Workspaces(first, store);
    workspaces.add('depth');
    workspaces.lock(true);
    const before = workspaces.shown.value.layout;
    workspaces.move('depth-1', { stack: 's', side: 'left' });
    expect(workspaces.shown.value.layout).toBe(before);
  });

  test('are copied, shown by name and removed, but for the last one', () => {
    const workspaces = new Workspaces(first, store);
    workspaces.copy();
    expect(workspaces.shown.value.name).toBe('Workspace 2');
    workspaces.show('Trade');
    workspaces.forget();
    expect(workspaces.all.value.map(({ name }) => name)).toEqual(['Workspace 2']);
    workspaces.forget();
    expect(workspaces.all.value).toHaveLength(1);
  });

  test('the last panel can be closed and one opened again', () => {
    const workspaces = new Workspaces(first, store);
    workspaces.close('chart-1');
    expect(workspaces.shown.value.layout).toBeNull();
    workspaces.open('depth');
    expect(stacksOf(workspaces.shown.value.layout)).toHaveLength(1);
  });
});

test('what was kept and cannot be shown counts as not set', () => {
  for (const text of [
    '3',
    '[]',
    '[{}]',
    '[{"name":"Trade"}]',
    '"x',
    '[{"layout":{"type":"split"}}]',
  ]) {
    store.setItem('argosy.preference.workspaces', text);
    expect(new Workspaces(first, store).shown.value).toBe(first);
  }
});

test('a workspace gets another name, unless another one has it or it is none', () => {
  const workspaces = new Workspaces(first, store);
  workspaces.copy();
  workspaces.rename('  Options  ');
  workspaces.rename('Trade');
  workspaces.rename('   ');
  expect(workspaces.all.peek().map(({ name }) => name)).toEqual(['Trade', 'Options']);
  expect(workspaces.shown.peek().name).toBe('Options');
});
