import { define, measure, type Definition, type NoParameters } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';
import { CandlePattern, patterns, type CandleName } from './candle-pattern.ts';

/** The patterns that ask a candle to come so far into an earlier body. */
export type PenetratingName =
  | 'abandonedBaby'
  | 'darkCloudCover'
  | 'eveningDojiStar'
  | 'eveningStar'
  | 'matHold'
  | 'morningDojiStar'
  | 'morningStar';

/** How far into an earlier body, as a share of it. */
export type Penetration = { readonly penetration: Measure };

/** What is known of each candle pattern; its line has its name. */
export type CandleDefinitions = {
  readonly [Name in CandleName]: Definition<
    Name extends PenetratingName ? Penetration : NoParameters,
    CandlePattern,
    Name
  >;
};

const names = Object.keys(patterns) as CandleName[];

/**
 * The candle patterns, by name: 100 where one stands that points up, −100 down, 0 elsewhere. The values are
 * those of TA-Lib's functions, as is what counts as long, short, near or equal.
 *
 * @example
 * candles.eveningStar.over({ open, high, low, close }, { penetration: 0.5 }).eveningStar;
 */
export const candles: CandleDefinitions = Object.fromEntries(
  names.map((name) => [name, toDefinition(name)]),
  // Of all names, each with the parameters that its pattern has: the test beside goes through them.
) as CandleDefinitions;

/** The members of this group. */
export const candleIndicators: readonly Definition[] = Object.values(candles);

function toDefinition(name: CandleName): Definition<Partial<Penetration>, CandlePattern> {
  const { title, ta, formula, penetration } = patterns[name];
  return define({
    name,
    title,
    group: 'candle',
    formula,
    by: `TA-Lib’s ${ta}`,
    inputs: ['open', 'high', 'low', 'close'],
    parameters: penetration === undefined ? {} : { penetration: measure(penetration, 0, 10) },
    lines: { [name]: { as: 'mark', over: 'prices' } },
    make: (values) => new CandlePattern(name, values.penetration),
    loop: (made, columns, lines, from) => {
      made.fill(columns, lines[name] ?? new Float64Array(), from);
      return undefined;
    },
  });
}
