import type { FailedTrials, SearchValues } from 'argosy/vector';

/** Parameters in words. */
export function textOf(values: SearchValues): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** How many are shown of what failed. */
const FAILED_SHOWN = 5;

/** Which combinations failed, a line each of the first; nothing where none did. */
export function failedText({ count, first }: FailedTrials, trials: number): string {
  if (count === 0) return '';
  const shown = first.slice(0, FAILED_SHOWN);
  const lines = shown.map(({ values, error }) => `  ${textOf(values)}: ${error}\n`);
  const more = count > shown.length ? `  and ${count - shown.length} more\n` : '';
  return `${failedNote({ count }, trials)}:\n${lines.join('')}${more}`;
}

/** The same in a line. */
export function failedNote({ count }: Pick<FailedTrials, 'count'>, trials: number): string {
  const [counts, is] = count === 1 ? ['it counts', 'is'] : ['they count', 'are'];
  return `${count} of ${trials} combinations failed: ${counts} as tried, and ${is} never the best`;
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
