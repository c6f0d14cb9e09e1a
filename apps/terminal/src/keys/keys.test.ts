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
