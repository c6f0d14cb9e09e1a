import type { SearchValues } from 'argosy/vector';

/** Parameters in words. */
export function textOf(values: SearchValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** A score. */
export function rounded(value: number): string {
  return value.toFixed(4);
}

/** A part of a whole. */
export function percent(part: number): string {
  return `${(part * 100).toFixed(2)} %`;
}

/** A probability, where there is one. */
export function likely(probability: number | null): string {
  return probability === null ? 'not known' : percent(probability);
}

/** With how few bars chance alone shows as much. */
export function minimumText(
  minimumBars: number | null,
  { bars, trials }: { readonly bars: number; readonly trials: number },
): string {
  if (minimumBars === null) return 'the best of as many without skill would show more';
  const least = `with fewer than ${Math.ceil(minimumBars)} bars the best of ${trials} without skill shows as much`;
  return `${least}; it has ${bars}`;
}
