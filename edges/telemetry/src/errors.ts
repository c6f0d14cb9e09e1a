import { ArgosyError, type ErrorDetails } from 'argosy/core';

/** Every code telemetry throws, with what it means. Docs are generated from it. */
export const telemetryErrors = {
  BAD_OPTION: 'an option of telemetry is out of its bounds',
  BAD_SNAPSHOT: 'the metrics of another process cannot be read',
  BAD_TRACEPARENT: 'the text is no trace context',
  TOO_MANY: 'a named bound of telemetry is reached',
} as const;

/** The codes of `telemetryErrors`. */
export type TelemetryErrorCode = keyof typeof telemetryErrors;

/** Makes an error of the table with the particulars of the case. */
export function telemetryError(
  code: TelemetryErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${telemetryErrors[code]}: ${detail}`, details);
}

/** Refuses an option that is no whole number of at least `least`. */
export function requireWhole(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw telemetryError('BAD_OPTION', `${name} is ${value}, expected a whole number from ${least}`);
}
