import type { Figure } from '../sheet.ts';

const MINUS = '\u2212';
const NONE = '\u2014';

/** A fraction as a percentage with a true minus; a dash where there is none. */
export function percentText(value: Figure, places: number = 2): string {
  return value === null ? NONE : `${decimalText(value * 100, places)}\u202F%`;
}

/** The same with its sign always. */
export function changeText(value: Figure, places: number = 2): string {
  return value !== null && value > 0
    ? `+${percentText(value, places)}`
    : percentText(value, places);
}

/** A number with thousands apart. */
export function decimalText(value: Figure, places: number = 2): string {
  if (value === null) return NONE;
  return groupText(value.toFixed(places));
}

/** A decimal text with thousands apart and a true minus. */
export function groupText(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(.*)$/u.exec(text) ?? [];
  const isNothing = /^0*$/u.test(whole) && /^\.?0*$/u.test(rest);
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/gu, '\u202F');
  return `${sign === '-' && !isNothing ? MINUS : ''}${grouped}${rest}`;
}

/** An amount whose sign matters: a plus before a gain. */
export function gainText(text: string): string {
  return signOf(text) > 0 ? `+${groupText(text)}` : groupText(text);
}

/** -1, 0 or 1. */
export function signOf(text: string): number {
  if (/^-?0*\.?0*$/u.test(text)) return 0;
  return text.startsWith('-') ? -1 : 1;
}

/** A large number in few letters: 1.2k, 3.4M. */
export function shortText(value: number): string {
  const steps: readonly (readonly [number, string])[] = [
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  const [size, letter] = steps.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  const scaled = value / size;
  const places = Math.abs(scaled) >= 100 || Number.isInteger(scaled) ? 0 : 1;
  return `${groupText(scaled.toFixed(places))}${letter}`;
}
