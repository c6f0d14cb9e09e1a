import { expect, test, vi } from 'vitest';

import { Keys, type KeyBinding } from './keys.ts';

function submit(run: () => void): KeyBinding {
  return { id: 'ticket.submit', scope: 'ticket', chord: 'Ctrl+Enter', label: 'Send', run };
}

test('keys of what has gone do nothing any more, also those that were given another chord', () => {
  const keys = new Keys();
  const end = keys.add([submit(vi.fn<() => void>())]);
  keys.choose('ticket.submit', 'F9');
  const next = submit(vi.fn<() => void>());
  keys.add([next]);
  end();
  expect(keys.bindings.value.map(({ run, chord }) => [run, chord])).toEqual([[next.run, 'F9']]);
});

test('a chord that was chosen is kept for whoever comes next', () => {
  const save = vi.fn<(chosen: Readonly<Record<string, string>>) => void>();
  const keys = new Keys({}, save);
  keys.choose('ticket.submit', 'F9');
  expect(save).toHaveBeenCalledWith({ 'ticket.submit': 'F9' });
  keys.add([submit(vi.fn<() => void>())]);
  expect(keys.bindings.value.map(({ chord }) => chord)).toEqual(['F9']);
});

test('a spare key is left to whatever is nearer, and is none where somebody types or answers', () => {
  const keys = new Keys();
  const run = vi.fn<() => void>();
  keys.add([{ id: 'trade.buy', scope: 'global', chord: 'KeyB', label: 'Buy', isSpare: true, run }]);
  const listeners: ((event: KeyboardEvent) => void)[] = [];
  const hearing = {
    addEventListener: (name: string, heard: (event: KeyboardEvent) => void) => {
      if (name === 'keydown') listeners.push(heard);
    },
  };
  vi.stubGlobal('Element', FakeElement);
  keys.listen(hearing as unknown as Window);
  const press = (target: FakeElement, isTaken = false): void => {
    const event = { code: 'KeyB', key: 'b', target, defaultPrevented: isTaken, timeStamp: 0 };
    const rest = { preventDefault: () => {}, stopPropagation: () => {} };
    for (const heard of listeners) heard({ ...event, ...rest } as unknown as KeyboardEvent);
  };
  press(new FakeElement('tr'), true);
  press(new FakeElement('input:not'));
  press(new FakeElement('dialog'));
  expect(run).not.toHaveBeenCalled();
  press(new FakeElement('body'));
  expect(run).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

/** An element that stands within another of some name. */
class FakeElement {
  readonly #within: string;
  constructor(within: string) {
    this.#within = within;
  }
  closest(selector: string): FakeElement | null {
    return selector.startsWith(this.#within) ? this : null;
  }
  getAttribute(): null {
    return null;
  }
}
