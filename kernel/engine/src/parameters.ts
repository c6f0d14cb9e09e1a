import { assertNever, toInstrumentId, type InstrumentId } from 'argosy/core';
import { parseBarSpec, toBarSpecText, type BarSpecText } from 'argosy/domain';

/** The most instruments that one parameter names. */
const INSTRUMENTS_MAX = 1_000;

/** A whole number with its range. */
export type IntegerParameter = {
  readonly kind: 'integer';
  readonly default: number;
  readonly min?: number;
  readonly max?: number;
  readonly about?: string;
};
/** A real number with its range. */
export type NumberParameter = {
  readonly kind: 'number';
  readonly default: number;
  readonly min?: number;
  readonly max?: number;
  readonly about?: string;
};
/** Yes or no. */
export type FlagParameter = {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly about?: string;
};
/** One of a few words. */
export type ChoiceParameter<Option extends string = string> = {
  readonly kind: 'choice';
  readonly default: Option;
  readonly options: readonly Option[];
  readonly about?: string;
};
/** An exact decimal in text, for prices, quantities and amounts. */
export type DecimalParameter = {
  readonly kind: 'decimal';
  readonly default: string;
  readonly about?: string;
};
/** An instrument of the run; it has no default. */
export type InstrumentParameter = { readonly kind: 'instrument'; readonly about?: string };
/** Several different instruments of the run, in an order of their own; it has no default. */
export type InstrumentsParameter = {
  readonly kind: 'instruments';
  /** How many there have to be, and may be: 1 to 1,000 unless told. */
  readonly least?: number;
  readonly most?: number;
  /** What the check of a strategy makes up for it: shares unless told. */
  readonly of?: 'shares' | 'options';
  readonly about?: string;
};
/** A bar specification; it has no default. */
export type BarsParameter = { readonly kind: 'bars'; readonly about?: string };

/** Any parameter a strategy can declare. */
export type Parameter =
  | IntegerParameter
  | NumberParameter
  | FlagParameter
  | ChoiceParameter
  | DecimalParameter
  | InstrumentParameter
  | InstrumentsParameter
  | BarsParameter;

/** A strategy's parameters by name. Screens, sweeps and files read it as data. */
export type ParameterSchema = Readonly<Record<string, Parameter>>;

type ParameterValue<Declared extends Parameter> = Declared extends { kind: 'integer' | 'number' }
  ? number
  : Declared extends { kind: 'flag' }
    ? boolean
    : Declared extends ChoiceParameter<infer Option>
      ? Option
      : Declared extends { kind: 'decimal' }
        ? string
        : Declared extends { kind: 'instrument' }
          ? InstrumentId
          : Declared extends { kind: 'instruments' }
            ? readonly InstrumentId[]
            : BarSpecText;

/** The values of a schema, each of its declared type. */
export type ParameterValues<Schema extends ParameterSchema> = {
  readonly [Name in keyof Schema]: ParameterValue<Schema[Name]>;
};

/** One mistake in the values given. */
export type ParameterMistake = { readonly name: string; readonly reason: string };

type Particulars<Declared extends Parameter> = Omit<Declared, 'kind'>;
type Makers = {
  readonly integer: (of: Particulars<IntegerParameter>) => IntegerParameter;
  readonly number: (of: Particulars<NumberParameter>) => NumberParameter;
  readonly flag: (of: Particulars<FlagParameter>) => FlagParameter;
  readonly choice: <const Option extends string>(
    of: Particulars<ChoiceParameter<Option>>,
  ) => ChoiceParameter<Option>;
  readonly decimal: (of: Particulars<DecimalParameter>) => DecimalParameter;
  readonly instrument: (of?: Particulars<InstrumentParameter>) => InstrumentParameter;
  readonly instruments: (of?: Particulars<InstrumentsParameter>) => InstrumentsParameter;
  readonly bars: (of?: Particulars<BarsParameter>) => BarsParameter;
};

/**
 * Makers of parameters.
 *
 * @example
 * const parameters = {
 *   bars: parameter.bars(),
 *   fast: parameter.integer({ default: 10, min: 1 }),
 * };
 */
export const parameter: Makers = {
  integer: (of) => ({ kind: 'integer', ...of }),
  number: (of) => ({ kind: 'number', ...of }),
  flag: (of) => ({ kind: 'flag', ...of }),
  choice: (of) => ({ kind: 'choice', ...of }),
  decimal: (of) => ({ kind: 'decimal', ...of }),
  instrument: (of = {}) => ({ kind: 'instrument', ...of }),
  instruments: (of = {}) => ({ kind: 'instruments', ...of }),
  bars: (of = {}) => ({ kind: 'bars', ...of }),
};

/** What `parseParameters` found: all values, or every mistake at once. */
export type ParsedParameters =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly mistakes: readonly ParameterMistake[] };

/** Checks given values against a schema and fills in the defaults; every mistake is reported at once. */
export function parseParameters(
  schema: ParameterSchema,
  given: Readonly<Record<string, unknown>>,
): ParsedParameters {
  const mistakes: ParameterMistake[] = [];
  const values: Record<string, unknown> = {};
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(schema, name)) mistakes.push({ name, reason: 'no such parameter' });
  }
  for (const [name, declared] of Object.entries(schema)) {
    const value = given[name] ?? defaultOf(declared);
    const reason = value === undefined ? 'needs a value' : mistakeIn(declared, value);
    if (reason === null) values[name] = canonicalValue(declared, value);
    else mistakes.push({ name, reason });
  }
  return mistakes.length === 0 ? { ok: true, values } : { ok: false, mistakes };
}

function defaultOf(declared: Parameter): unknown {
  return 'default' in declared ? declared.default : undefined;
}

function canonicalValue(declared: Parameter, value: unknown): unknown {
  if (declared.kind === 'instrument') return toInstrumentId(String(value));
  if (declared.kind === 'bars') return toBarSpecText(String(value));
  if (declared.kind === 'instruments' && Array.isArray(value)) {
    return value.map((one) => toInstrumentId(String(one)));
  }
  return value;
}

function mistakeIn(declared: Parameter, value: unknown): string | null {
  switch (declared.kind) {
    case 'integer':
      if (!Number.isSafeInteger(value)) return `expected a whole number, found ${show(value)}`;
      return mistakeInRange(declared, Number(value));
    case 'number':
      if (!Number.isFinite(value)) return `expected a number, found ${show(value)}`;
      return mistakeInRange(declared, Number(value));
    case 'flag':
      return typeof value === 'boolean' ? null : `expected true or false, found ${show(value)}`;
    case 'choice':
      if (declared.options.some((option) => option === value)) return null;
      return `expected one of ${declared.options.join(', ')}, found ${show(value)}`;
    case 'instruments':
      return mistakeInInstruments(declared, value);
    case 'decimal':
    case 'instrument':
    case 'bars':
      return mistakeInText(declared, value);
    default:
      return assertNever(declared);
  }
}

function mistakeInText(
  declared: DecimalParameter | InstrumentParameter | BarsParameter,
  value: unknown,
): string | null {
  if (typeof value !== 'string') return `expected text, found ${show(value)}`;
  if (declared.kind === 'decimal') {
    return /^-?\d+(\.\d+)?$/.test(value) ? null : `expected a decimal, found ${show(value)}`;
  }
  if (declared.kind === 'bars') {
    const spec = parseBarSpec(value);
    return spec.ok ? null : spec.refusal.reason;
  }
  return isInstrumentText(value) ? null : `expected an instrument id, found ${show(value)}`;
}

function mistakeInInstruments(
  { least = 1, most = INSTRUMENTS_MAX }: InstrumentsParameter,
  value: unknown,
): string | null {
  if (!Array.isArray(value)) return `expected a list of instrument ids, found ${show(value)}`;
  const wrong: unknown = value.find((one) => !isInstrumentText(one));
  if (wrong !== undefined) return `expected instrument ids, found ${show(wrong)}`;
  if (value.length < least) return `expected ${least} instruments or more, found ${value.length}`;
  if (value.length > most) return `expected ${most} instruments at most, found ${value.length}`;
  const twice: unknown = value.find((one, place) => value.indexOf(one) !== place);
  return twice === undefined ? null : `${show(twice)} is there twice`;
}

function isInstrumentText(value: unknown): boolean {
  return typeof value === 'string' && /^[!-~]{1,64}$/.test(value);
}

function mistakeInRange(
  range: { readonly min?: number; readonly max?: number },
  value: number,
): string | null {
  if (range.min !== undefined && value < range.min) return `${value} is below ${range.min}`;
  if (range.max !== undefined && value > range.max) return `${value} is above ${range.max}`;
  return null;
}

function show(value: unknown): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
