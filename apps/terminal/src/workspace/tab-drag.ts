import { dropBox, dropSide } from './drop-place.ts';
import type { Place } from './layout.ts';

const BEGIN_PX = 6;

/** Lets somebody drag a tab from where it was pressed; shows where it would go, and says where it was let go. */
export function dragTab(start: PointerEvent, moved: (place: Place) => void): void {
  const listeners = new AbortController();
  const { signal } = listeners;
  let hint: HTMLElement | null = null;
  let place: Place | null = null;
  const end = (): void => {
    listeners.abort();
    hint?.remove();
  };
  addEventListener(
    'pointermove',
    (event) => {
      const distance = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      if (hint === null && distance < BEGIN_PX) return;
      hint ??= makeHint();
      place = placeAt(event, hint);
    },
    { signal },
  );
  addEventListener(
    'pointerup',
    () => {
      end();
      if (place !== null) moved(place);
    },
    { signal },
  );
  addEventListener('pointercancel', end, { signal });
  addEventListener('keydown', ({ code }) => code === 'Escape' && end(), { signal });
}

function placeAt({ clientX, clientY }: PointerEvent, hint: HTMLElement): Place | null {
  const under = document.elementFromPoint(clientX, clientY);
  const stack = under?.closest<HTMLElement>('[data-stack]');
  const id = stack?.dataset['stack'];
  if (stack === null || stack === undefined || id === undefined) return null;
  const rect = stack.getBoundingClientRect();
  const side = dropSide(rect, clientX, clientY);
  const { left, top, width, height } = dropBox(rect, side);
  hint.style.transform = `translate(${left}px, ${top}px)`;
  hint.style.width = `${width}px`;
  hint.style.height = `${height}px`;
  return { stack: id, side };
}

function makeHint(): HTMLElement {
  const hint = document.createElement('div');
  hint.className = 'drop-hint';
  document.body.append(hint);
  return hint;
}
