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
