import { ArgosyError, coreErrors, type CoreErrorCode } from './errors.ts';

/** An expected "no": a stable code, and the reason with its numbers. */
export type Refusal = { readonly code: string; readonly reason: string };

/** A value, or why there is none. */
export type Result<T, E = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: E };

/** A result that holds a value. */
export function ok<T>(value: T): Result<T, never> {
  return { ok: true, value };
}

/** A result that says no. */
export function refuse(code: string, reason: string): Result<never> {
  return { ok: false, refusal: { code, reason } };
}

/**
 * The value of a result, where a refusal can only be bad input.
 *
 * @example
 * const { at } = unwrap(parseTimestamp('2026-11-20T09:15:00+05:30'));
 */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ArgosyError(result.refusal.code, result.refusal.reason);
}

/** A refusal of this room's table with the particulars of the case. */
export function coreRefusal(code: CoreErrorCode, detail: string): Result<never> {
  return refuse(code, `${coreErrors[code].message}: ${detail}`);
}
