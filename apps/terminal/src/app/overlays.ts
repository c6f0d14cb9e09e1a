import { signal, type Signal } from '@preact/signals-core';

/** What lies over the page: one at a time. */
export type Overlay = 'search' | 'palette' | 'keys' | 'notices' | null;

/** Which of them is open. */
export type Overlays = { readonly open: Signal<Overlay> };

/** Nothing is open at first. */
export function makeOverlays(): Overlays {
  return { open: signal<Overlay>(null) };
}
