/** A key with what is held beside it, by the key's place on the board: `Ctrl+Shift+KeyX`, `F8`, `KeyG KeyT`. */
export type Chord = string;

/** What of a keyboard event matters. */
export type KeyPress = Pick<
  KeyboardEvent,
  'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'
>;

/** The chord that a press is. Command on a Mac counts as Ctrl. */
export function chordOf({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): Chord {
  const held = [
    ...(ctrlKey || metaKey ? ['Ctrl'] : []),
    ...(altKey ? ['Alt'] : []),
    ...(shiftKey ? ['Shift'] : []),
  ];
  return [...held, code].join('+');
}

/** Combinations that browsers and systems keep for themselves. */
const reserved = new Set([
  'Ctrl+KeyW',
  'Ctrl+KeyT',
  'Ctrl+KeyN',
  'Ctrl+KeyR',
  'Ctrl+KeyL',
  'Ctrl+Shift+KeyT',
  'Ctrl+Shift+KeyN',
  'Ctrl+Shift+KeyW',
  'Ctrl+Shift+KeyI',
  'Ctrl+Tab',
  'Ctrl+Shift+Tab',
  'Alt+F4',
  'F5',
  'F11',
  'F12',
]);

/** Why a chord cannot be given to something; null where it can. */
export function refuseChord(chord: Chord): string | null {
  if (reserved.has(chord)) return 'the browser keeps it for itself';
  return chord === '' ? 'no key' : null;
}

/** A chord as people read it: `Ctrl Shift X`, `G then T`. */
export function showChord(chord: Chord): string {
  return chord
    .split(' ')
    .map((part) =>
      part
        .split('+')
        .map((key) => key.replace(/^(?:Key|Digit)/u, '').replace(/^Arrow/u, ''))
        .join(' '),
    )
    .join(' then ');
}
