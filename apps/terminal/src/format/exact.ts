import { placesOf } from './decimal.ts';

/** Decimals as text, reckoned with exactly: what is sent never passes through a float. */

/** One decimal and another. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  return unscaled(scaled(a, places) + scaled(b, places), places);
}

/** So many times a decimal. */
export function timesDecimal(a: string, count: number): string {
  const places = placesOf(a);
  return unscaled(scaled(a, places) * BigInt(count), places);
}

/** Which is the larger: above 0 the first, below 0 the second. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const difference = scaled(a, places) - scaled(b, places);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The nearest multiple of a step that is not above a decimal. */
export function floorTo(value: string, step: string): string {
  const places = Math.max(placesOf(value), placesOf(step));
  const [whole, by] = [scaled(value, places), scaled(step, places)];
  if (by <= 0n) return value;
  const rest = ((whole % by) + by) % by;
  return trimTo(unscaled(whole - rest, places), placesOf(step));
}

/** Whether a decimal is a multiple of a step. */
export function isMultiple(value: string, step: string): boolean {
  const places = Math.max(placesOf(value), placesOf(step));
  const by = scaled(step, places);
  return by > 0n && scaled(value, places) % by === 0n;
}

/** A decimal moved by so many steps onto the grid of the step; never below the least. */
export function stepped(value: string, step: string, count: number, least: string): string {
  const onGrid = floorTo(value, step);
  const isOff = compareDecimals(onGrid, value) !== 0;
  // Upwards from between two steps, the next one is the first step.
  const moved = addDecimals(onGrid, timesDecimal(step, isOff && count < 0 ? count + 1 : count));
  return compareDecimals(moved, least) < 0 ? least : moved;
}

/** A decimal of a float, rounded to so many places. Only for what was reckoned here, never for what was told. */
export function decimalOf(value: number, places: number): string {
  return value.toFixed(places);
}

function scaled(text: string, places: number): bigint {
  const isNegative = text.startsWith('-');
  const [whole = '0', rest = ''] = (isNegative ? text.slice(1) : text).split('.');
  const digits = BigInt(whole + rest.padEnd(places, '0').slice(0, places));
  return isNegative ? -digits : digits;
}

function unscaled(value: bigint, places: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-places)}`;
}

function trimTo(text: string, places: number): string {
  const extra = placesOf(text) - places;
  if (extra <= 0) return text;
  return places === 0 ? text.slice(0, -extra - 1) : text.slice(0, -extra);
}
