import { ArgosyError } from 'argosy/core';

import { indicatorErrors, PERIOD_MAX } from '../errors.ts';
import type { Parameter, Parameters, ValuesOf } from './particulars.ts';

/** All parameters of an indicator: those given, checked, and the others as they are unless told. */
export function complete<Of extends Parameters>(
  { name, parameters }: { readonly name: string; readonly parameters: Of },
  given: Partial<ValuesOf<Of>>,
): ValuesOf<Of> {
  const values: Record<string, unknown> = { ...given };
  for (const key of Object.keys(values)) {
    if (!Object.hasOwn(parameters, key)) {
      throw badParameter(`${name}.${key}`, `there is ${Object.keys(parameters).join(', ')}`);
    }
  }
  for (const [key, parameter] of Object.entries(parameters)) {
    values[key] ??= parameter.standard;
    if (!isWithin(parameter, values[key])) {
      throw badParameter(
        `${name}.${key}`,
        `${String(values[key])}, expected ${rangeOf(parameter)}`,
      );
    }
    if (parameter.kind === 'whole') values[key] = small(values[key]);
  }
  return values as ValuesOf<Of>;
}

/**
 * The same whole number as V8 reckons with quickest. Read off a parameter it would come as one that may have
 * decimals, as some of their standards do, and whoever counts with it would count so in every step.
 */
function small(value: unknown): unknown {
  return typeof value === 'number' && Math.abs(value) <= PERIOD_MAX ? value | 0 : value;
}

function isWithin(parameter: Parameter, value: unknown): boolean {
  if (parameter.kind === 'choice') return parameter.of.some((word) => word === value);
  if (typeof value !== 'number' || value < parameter.min || value > parameter.max) return false;
  return parameter.kind === 'whole' ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'choice') return parameter.of.join(' or ');
  const what = parameter.kind === 'whole' ? 'a whole number' : 'a number';
  return `${what} from ${parameter.min} to ${parameter.max}`;
}

function badParameter(where: string, detail: string): Error {
  const message = `${indicatorErrors.BAD_PARAMETER}: ${where}: ${detail}`;
  return new ArgosyError('BAD_PARAMETER', message, { where });
}
