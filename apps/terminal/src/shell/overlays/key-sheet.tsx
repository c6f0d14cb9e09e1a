import './overlays.css';

import { useState, type JSX, type KeyboardEvent } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { chordOf, refuseChord, showChord } from '../../keys/chord.ts';
import type { KeyBinding } from '../../keys/keys.ts';
import { overlayText } from '../../text/overlays.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useSignal } from '../../ui/use-signal.ts';

/** All keys, and the way to give something another. */
export function KeySheet({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { keys } = useTerminal();
  const bindings = useSignal(keys.bindings);
  const [changed, setChanged] = useState<KeyBinding | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = (event: KeyboardEvent): void => {
    if (changed === null || /^(?:Control|Shift|Alt|Meta)/u.test(event.code)) return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event);
    const other = bindings.find(
      (known) => known.chord === chord && known.scope === changed.scope && known.id !== changed.id,
    );
    const why = other === undefined ? refuseChord(chord) : overlayText.keyTaken(other.label);
    setRefusal(why);
    if (why !== null) return;
    keys.choose(changed.id, chord);
    setChanged(null);
  };
  return (
    <Dialog title={overlayText.keys} onClose={onClose}>
      <p className="muted" role="status">
        {refusal ?? (changed === null ? overlayText.keysHint : overlayText.keyFor(changed.label))}
      </p>
      <ul className="key-sheet" aria-label={overlayText.keys}>
        {bindings.map((binding) => (
          <li key={binding.id}>
            <span>{binding.label}</span>
            <button
              type="button"
              className="key-sheet__key"
              aria-label={`${binding.label}: ${showChord(binding.chord)}`}
              onClick={() => setChanged(binding)}
              onKeyDown={changed?.id === binding.id ? take : undefined}
            >
              {changed?.id === binding.id ? '…' : showChord(binding.chord)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
