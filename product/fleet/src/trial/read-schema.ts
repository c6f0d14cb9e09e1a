import { toBarSpecText } from 'argosy/domain';
import { parseParameters, type Parameter, type ParameterSchema } from 'argosy/engine';
import { toInstrumentId, type InstrumentId } from 'argosy/core';

import type { CheckCode } from '../check/codes.ts';

/** A mistake in the declaration of parameters, or in the values for them. */
export type ParameterFault = {
  readonly code: CheckCode;
  readonly detail: string;
  /** Which parameter, as `parameters.fast`. */
  readonly member: string;
};

/** Fields that a kind of parameter must declare besides, with their type. */
const fields: Readonly<Record<Parameter['kind'], Readonly<Record<string, string>>>> = {
  integer: { default: 'number' },
  number: { default: 'number' },
  flag: { default: 'boolean' },
  choice: { default: 'string', options: 'object' },
  decimal: { default: 'string' },
  instrument: {},
  instruments: {},
  bars: {},
};

/** How many instruments are made up for a list of them, where it does not say otherwise. */
const MADE_UP = 6;
const STRIKE_FIRST = 95;
const STRIKE_STEP = 5;

/** Looks at a class's `parameters` as a stranger wrote them; every mistake at once. */
export function checkSchema(schema: unknown): readonly ParameterFault[] {
  if (typeof schema !== 'object' || schema === null) {
    const detail = 'expected an object of parameters';
    return [{ code: 'PARAMETER_SCHEMA', detail, member: 'parameters' }];
  }
  const entries: readonly (readonly [string, unknown])[] = Object.entries(schema);
  return entries.flatMap(([name, declared]): readonly ParameterFault[] => {
    const shape = faultInShape(declared);
    if (shape !== null) return [faultOf('PARAMETER_SCHEMA', name, shape)];
    // Its shape is now known to be a parameter's.
    return faultsOfDefault(name, declared as Parameter);
  });
}

/** Values for all parameters: those given, and for what has no default something to try with. */
export function fillParameters(
  schema: ParameterSchema,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const filled: Record<string, unknown> = { ...given };
  const missing = Object.entries(schema).filter(([name]) => given[name] === undefined);
  let count = 0;
  for (const [name, declared] of missing) {
    const made = madeUp(declared, count);
    if (made === null) continue;
    if (declared.kind === 'instrument') [filled[name]] = made;
    else filled[name] = made;
    if (!isOfOptions(declared)) count += made.length;
  }
  const [instrument = 'SYNTH-1.CHECK'] = instrumentsOf(schema, filled);
  let minutes = 1;
  for (const [name] of missing.filter(([, { kind }]) => kind === 'bars')) {
    filled[name] = toBarSpecText(`${instrument}-${minutes}-MINUTE-LAST-EXTERNAL`);
    minutes *= 5;
  }
  return filled;
}

/** The instruments of all values, in the order of their declarations. */
export function instrumentsOf(
  schema: ParameterSchema,
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(schema)
    .filter(([, { kind }]) => kind === 'instrument' || kind === 'instruments')
    .flatMap(([name]) => values[name])
    .filter((id) => typeof id === 'string');
}

/** Instruments for a parameter of them; null for any other. */
function madeUp(declared: Parameter, before: number): readonly InstrumentId[] | null {
  if (declared.kind === 'instrument') return madeUpShares(before, 1);
  if (declared.kind !== 'instruments') return null;
  const { least = 1, most = MADE_UP, of = 'shares' } = declared;
  const size = Math.max(least, Math.min(most, MADE_UP));
  return of === 'options' ? madeUpOptions(size) : madeUpShares(before, size);
}

function madeUpShares(before: number, size: number): readonly InstrumentId[] {
  return Array.from({ length: size }, (_, place) =>
    toInstrumentId(`SYNTH-${before + place + 1}.CHECK`),
  );
}

function isOfOptions(declared: Parameter): boolean {
  return declared.kind === 'instruments' && declared.of === 'options';
}

/** Calls and puts by turns, at strikes on both sides of where the first share is. */
function madeUpOptions(size: number): readonly InstrumentId[] {
  return Array.from({ length: size }, (_, place) => {
    const strike = STRIKE_FIRST + STRIKE_STEP * Math.floor(place / 2);
    return toInstrumentId(`SYNTH-1-${place % 2 === 0 ? 'C' : 'P'}${strike}.CHECK`);
  });
}

/** Every mistake in the values. */
export function checkValues(
  schema: ParameterSchema,
  values: Readonly<Record<string, unknown>>,
): readonly ParameterFault[] {
  const parsed = parseParameters(schema, values);
  if (parsed.ok) return [];
  const known = Object.keys(schema).join(', ') || 'none';
  return parsed.mistakes.map(({ name, reason }) => {
    const isUnknown = !Object.hasOwn(schema, name);
    if (isUnknown) return faultOf('PARAMETER_UNKNOWN', name, `there are ${known}`);
    return faultOf('PARAMETER_VALUE', name, reason);
  });
}

function faultOf(code: CheckCode, name: string, detail: string): ParameterFault {
  return { code, detail: `${name}: ${detail}`, member: `parameters.${name}` };
}

function faultInShape(declared: unknown): string | null {
  const kind = fieldOf(declared, 'kind');
  const kinds = Object.keys(fields).join(', ');
  if (!isKind(kind)) return `expected one of ${kinds}, found ${String(kind)}`;
  for (const [field, type] of Object.entries(fields[kind])) {
    const found = typeof fieldOf(declared, field);
    if (found !== type) return `${kind} needs ${field} as ${type}, found ${found}`;
  }
  const min = fieldOf(declared, 'min');
  const max = fieldOf(declared, 'max');
  if (typeof min !== 'number' || typeof max !== 'number' || min <= max) return null;
  return `min ${min} is above max ${max}`;
}

function faultsOfDefault(name: string, declared: Parameter): readonly ParameterFault[] {
  if (!('default' in declared)) return [];
  const parsed = parseParameters({ [name]: declared }, {});
  if (parsed.ok) return [];
  return parsed.mistakes.map(({ reason }) => faultOf('PARAMETER_DEFAULT', name, reason));
}

function isKind(value: unknown): value is Parameter['kind'] {
  return typeof value === 'string' && Object.hasOwn(fields, value);
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
