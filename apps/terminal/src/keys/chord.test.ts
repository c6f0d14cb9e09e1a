import { expect, test } from 'vitest';

import { chordOf, refuseChord, showChord } from './chord.ts';

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };

test('a chord is the place of a key with what is held, whatever the layout prints on it', () => {
  expect(chordOf({ ...bare, code: 'KeyX', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+KeyX');
  expect(chordOf({ ...bare, code: 'KeyK', metaKey: true })).toBe('Ctrl+KeyK');
  expect(chordOf({ ...bare, code: 'F8' })).toBe('F8');
});

test('what the browser keeps for itself cannot be taken', () => {
  expect(refuseChord('Ctrl+KeyW')).toContain('browser');
  expect(refuseChord('Ctrl+Shift+KeyX')).toBeNull();
});

test('people read chords without the names of programs', () => {
  expect(showChord('Ctrl+Shift+KeyX')).toBe('Ctrl Shift X');
  expect(showChord('KeyG KeyT')).toBe('G then T');
  expect(showChord('Alt+Digit1')).toBe('Alt 1');
});
