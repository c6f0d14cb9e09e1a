import './overlays.css';

import { useState, type JSX, type KeyboardEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { showChord } from '../../keys/chord.ts';
import type { KeyBinding } from '../../keys/keys.ts';
import { overlayText } from '../../text/overlays.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** Everything that a key does everywhere, by its name. */
export function Palette({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { keys } = useTerminal();
  const bindings = useSignal(keys.bindings).filter(isOffered);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const shown = bindings.filter(({ label }) => matches(label, words));
  const run = (binding: KeyBinding): void => {
    onClose();
    // What is under the dialog is back in focus before it is done.
    queueMicrotask(() => binding.run());
  };
  const onKey = (event: KeyboardEvent): void => {
    const chosen = shown[at];
    if (event.code === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1));
    else if (event.code === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.code === 'Enter' && chosen !== undefined) run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={overlayText.palette} onClose={onClose}>
      <input
        className="input search__words"
        role="combobox"
        aria-label={overlayText.palette}
        aria-expanded={shown.length > 0}
        aria-controls="palette-list"
        aria-activedescendant={shown[at] === undefined ? undefined : `action-${at}`}
        placeholder={overlayText.paletteHint}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul
        id="palette-list"
        role="listbox"
        aria-label={overlayText.palette}
        className="search__hits"
      >
        {shown.map((binding, index) => (
          <li
            key={binding.id}
            id={`action-${index}`}
            role="option"
            aria-selected={index === at}
            className="search__hit"
            onPointerDown={(event) => {
              event.preventDefault();
              run(binding);
            }}
          >
            <span className="search__name">{binding.label}</span>
            <kbd>{showChord(binding.chord)}</kbd>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** What has to be held is not done by a click on its name. */
function isOffered({ scope, holdMs, id }: KeyBinding): boolean {
  return scope === 'global' && holdMs === undefined && id !== 'overlay.palette';
}

function matches(label: string, words: string): boolean {
  const text = label.toLowerCase();
  return words
    .toLowerCase()
    .split(' ')
    .every((word) => text.includes(word));
}
