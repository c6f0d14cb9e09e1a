import { toBarSpecText } from 'argosy/domain';
import { parseParameters, type Parameter, type ParameterSchema } from 'argosy/engine';
import { toInstrumentId } from 'argosy/core';

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
  bars: {},
};

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
  let count = 0;
  for (const [name, { kind }] of Object.entries(schema)) {
    if (kind !== 'instrument' || given[name] !== undefined) continue;
    count += 1;
    filled[name] = toInstrumentId(`SYNTH-${count}.CHECK`);
  }
  const first = Object.entries(schema).find(([, { kind }]) => kind === 'instrument');
  const instrument = first === undefined ? 'SYNTH-1.CHECK' : String(filled[first[0]]);
  let minutes = 1;
  for (const [name, { kind }] of Object.entries(schema)) {
    if (kind !== 'bars' || given[name] !== undefined) continue;
    filled[name] = toBarSpecText(`${instrument}-${minutes}-MINUTE-LAST-EXTERNAL`);
    minutes *= 5;
  }
  return filled;
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
