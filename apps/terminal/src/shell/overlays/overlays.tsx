import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { KeySheet } from './key-sheet.tsx';
import { NoticeCentre } from './notices.tsx';
import { Toasts } from './toasts.tsx';
import { Palette } from './palette.tsx';
import { Search } from './search.tsx';

/** What lies over the page. */
export function Overlays(): JSX.Element {
  const { overlays, focus } = useTerminal();
  const open = useSignal(overlays.open);
  const close = (): void => {
    overlays.open.value = null;
  };
  return (
    <>
      {open === 'search' ? (
        <Search
          onClose={close}
          pick={(instrument) => {
            focus.instrument('A').value = instrument;
            close();
          }}
        />
      ) : null}
      {open === 'palette' ? <Palette onClose={close} /> : null}
      {open === 'keys' ? <KeySheet onClose={close} /> : null}
      {open === 'notices' ? <NoticeCentre onClose={close} /> : null}
      <Toasts />
    </>
  );
}
