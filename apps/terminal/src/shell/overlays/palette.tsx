import './overlays.css';

import { useState, type JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { showChord } from '../../keys/chord.ts';
import type { KeyBinding } from '../../keys/keys.ts';
import { overlayText } from '../../text/overlays.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** Everything that a key does everywhere, by its name. */
export function Palette({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { keys } = useTerminal();
  const bindings = useSignal(keys.bindings).filter(isOffered);
  const [words, setWords] = useState('');
  const shown = bindings.filter(({ label }) => matches(label, words));
  const run = (binding: KeyBinding): void => {
    onClose();
    // What is under the dialog is back in focus before it is done.
    queueMicrotask(() => binding.run());
  };
  return (
    <Dialog title={overlayText.palette} onClose={onClose}>
      <ComboBox
        label={overlayText.palette}
        hint={overlayText.paletteHint}
        words={words}
        onWords={setWords}
        items={shown}
        keyOf={({ id }) => id}
        pick={run}
        show={({ label, chord }) => (
          <>
            <span className="search__name">{label}</span>
            <kbd>{showChord(chord)}</kbd>
          </>
        )}
      />
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
