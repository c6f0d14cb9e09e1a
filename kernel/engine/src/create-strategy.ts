import { engineError } from './errors.ts';
import { parseParameters, type ParameterMistake, type ParameterSchema } from './parameters.ts';
import type { Strategy } from './strategy.ts';
import { messageOf } from './strategy-fault.ts';

/** A strategy's class, whatever parameters it declares. */
export type StrategyClass = {
  readonly name: string;
  readonly parameters: ParameterSchema;
  new (parameters: never): Strategy;
};

/** A strategy ready to be seated, or every mistake in its parameters. */
export type CreatedStrategy =
  | {
      readonly ok: true;
      readonly strategy: Strategy;
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly ok: false; readonly mistakes: readonly ParameterMistake[] };

/**
 * Makes a strategy from its class and the values given for its parameters. A constructor that throws
 * is an error of its own, because nothing has been started that could be stopped.
 */
export function createStrategy(
  type: StrategyClass,
  given: Readonly<Record<string, unknown>>,
): CreatedStrategy {
  const parsed = parseParameters(type.parameters, given);
  if (!parsed.ok) return parsed;
  const { values } = parsed;
  try {
    // The values have just been checked against the schema that the class itself declares.
    return { ok: true, strategy: new type(values as never), values };
  } catch (error) {
    const failure = engineError(
      'START_FAILED',
      `${type.name}, as it was made: ${messageOf(error)}`,
    );
    failure.cause = error;
    throw failure;
  }
}
