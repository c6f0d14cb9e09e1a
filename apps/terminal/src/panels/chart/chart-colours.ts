import type { ChartColours } from './price-series.ts';

/** Lines of indicators, in this order: colours that are told apart on dark and on light. */
export const plotColours: readonly string[] = [
  '#4c9aff',
  '#e69f00',
  '#2ebd85',
  '#cc79a7',
  '#8793a4',
  '#d55e00',
];

/** The colours of a chart: those that the look has now. */
export function chartColours(root: HTMLElement = document.documentElement): ChartColours {
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    background: token('bg-1'),
    text: token('fg-1'),
    grid: token('line'),
    border: token('line'),
    up: toSixDigits(token('up')),
    down: toSixDigits(token('down')),
    accent: token('accent'),
  };
}

/** A colour that an opacity may be put behind: what makes styles small writes `#00ff88` as `#0f8`. */
export function toSixDigits(colour: string): string {
  return colour.replace(/^#([\da-f])([\da-f])([\da-f])$/iu, '#$1$1$2$2$3$3');
}
