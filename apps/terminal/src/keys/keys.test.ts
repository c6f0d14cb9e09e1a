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
  vi.stubGlobal('Element', Spot);
  const press = (within: string, isTaken = false): void => {
    const spot = new Spot(within);
    const end = keys.listen(spot);
    const event = new Press('KeyB');
    if (isTaken) event.preventDefault();
    spot.dispatchEvent(event);
    end();
  };
  press('tr', true);
  press('input:not');
  press('dialog');
  expect(run).not.toHaveBeenCalled();
  press('body');
  expect(run).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

/** A key that goes down, bare. */
class Press extends Event {
  readonly code: string;
  readonly ctrlKey = false;
  readonly metaKey = false;
  readonly altKey = false;
  readonly shiftKey = false;
  readonly repeat = false;

  constructor(code: string) {
    super('keydown', { cancelable: true });
    this.code = code;
  }
}

/** What has the focus, within an element of some name. */
class Spot extends EventTarget {
  readonly #within: string;

  constructor(within: string) {
    super();
    this.#within = within;
  }

  closest(selector: string): Spot | null {
    return selector.startsWith(this.#within) ? this : null;
  }

  getAttribute(): null {
    return null;
  }
}
