import type { ChartLine, PriceChart } from './price-chart.ts';

/** A line that somebody has dragged to another price. */
export type LineMove = { readonly line: ChartLine; readonly price: number };

/** Lets people drag lines of orders; gives back what ends it. Escape, or letting go beside, leaves them where they were. */
export function dragLines(
  element: HTMLElement,
  chart: PriceChart,
  moved: (move: LineMove) => void,
): () => void {
  let held: ChartLine | null = null;
  const yOf = (event: PointerEvent): number => event.clientY - element.getBoundingClientRect().top;
  const drop = (): void => {
    if (held !== null) chart.showLineAt(held.id, held.price);
    held = null;
  };
  const listeners = new AbortController();
  const { signal } = listeners;
  const on = <Name extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel'>(
    name: Name,
    run: (event: PointerEvent) => void,
  ): void => element.addEventListener(name, run, { signal, capture: true });
  on('pointerdown', (event) => {
    held = chart.lineNear(yOf(event));
    if (held === null) return;
    event.stopPropagation();
    element.setPointerCapture(event.pointerId);
  });
  on('pointermove', (event) => {
    if (held === null) {
      element.style.cursor = chart.lineNear(yOf(event)) === null ? '' : 'ns-resize';
      return;
    }
    event.stopPropagation();
    const price = chart.priceAt(yOf(event));
    if (price !== null) chart.showLineAt(held.id, price);
  });
  on('pointerup', (event) => {
    const line = held;
    const price = chart.priceAt(yOf(event));
    drop();
    if (line !== null && price !== null && price > 0) moved({ line, price });
  });
  on('pointercancel', drop);
  addEventListener('keydown', ({ code }) => code === 'Escape' && drop(), { signal });
  return () => listeners.abort();
}
