import type { InstrumentId } from 'argosy/core';

import { netOf } from '../measure/cost-steps.ts';
import { amountText, figureOf } from '../measure/sheet-text.ts';
import type { ComparedFigure, SheetComparison } from '../sheet-comparison.ts';
import { causesOf, type Sides } from './difference-causes.ts';

/** A difference beyond this part of the larger side is shown with its causes. */
const SHOWN_BEYOND = 0.01;

const convention =
  'orders of one instrument and side that were decided within a minute of each other are the same decision, the nearest first; each fill counts from its price to the last price of its side; what the market had moved between the two fills is told apart from how far each was from its market; a figure is shown where it differs by more than a hundredth of the larger side';

/** What a comparison says beside what was folded. */
export type ComparisonWords = {
  /** What the other side is. */
  readonly with: string;
  readonly settings: SheetComparison['settings'];
};

/**
 * Lays what an account came to beside the backtest of its strategy over the same time.
 *
 * @example
 * const comparison = compareFacts({ here: record.finish(), there: backtest.finish() }, words);
 */
export function compareFacts(
  sides: Sides,
  { with: other, settings }: ComparisonWords,
): SheetComparison {
  const { here, there } = sides;
  const known = knownToBoth(sides);
  const [own, beside] = [netOf(here), netOf(there)];
  const text = (amount: bigint): string => amountText(amount, here.scale);
  return {
    with: other,
    figures: figuresOf(sides, known),
    net: { here: text(own), there: text(beside), difference: text(own - beside) },
    ...causesOf(sides),
    settings: [...settings, ...dataOf(sides, known)],
    convention,
  };
}

function figuresOf(
  { here, there }: Sides,
  known: readonly InstrumentId[],
): readonly ComparedFigure[] {
  const money = (name: string, of: (facts: Sides['here']) => bigint): ComparedFigure => {
    const [own, other] = [of(here), of(there)];
    const texts = { here: amountText(own, here.scale), there: amountText(other, there.scale) };
    return { name, unit: 'money', ...texts, ...apart(Number(own), Number(other)) };
  };
  const number = (
    name: string,
    unit: 'count' | 'fraction',
    of: (facts: Sides['here']) => number,
  ): ComparedFigure => {
    const [own, other] = [of(here), of(there)];
    return {
      name,
      unit,
      here: figureOf(own) ?? 0,
      there: figureOf(other) ?? 0,
      ...apart(own, other),
    };
  };
  return [
    money('Net', netOf),
    money('Charges', ({ sums }) => [...sums.charges.values()].reduce((sum, one) => sum + one, 0n)),
    money('Slippage', ({ sums }) => sums.slippage),
    money('Bought and sold', ({ sums }) => sums.traded),
    number('Orders', 'count', ({ orders }) => orders.length),
    number('Fills', 'count', ({ sums }) => sums.fills),
    number('Trades', 'count', ({ tripCount }) => tripCount),
    number('Prices that came', 'count', ({ dataCounts }) =>
      known.reduce((sum, name) => sum + (dataCounts.get(name) ?? 0), 0),
    ),
    number('Deepest fall', 'fraction', ({ deepestFall }) => deepestFall ?? 0),
  ];
}

function apart(own: number, other: number): Pick<ComparedFigure, 'difference' | 'isShown'> {
  const larger = Math.max(Math.abs(own), Math.abs(other));
  if (larger === 0) return { difference: null, isShown: false };
  const difference = (own - other) / larger;
  return { difference: figureOf(difference), isShown: Math.abs(difference) > SHOWN_BEYOND };
}

/** The instruments of both sides: a node hears of far more than a run of one strategy knows. */
function knownToBoth({ here, there }: Sides): readonly InstrumentId[] {
  const names = [...new Set([...here.dataCounts.keys(), ...there.dataCounts.keys()])].sort();
  return names.filter((name) => {
    return here.instrumentOf(name) !== undefined && there.instrumentOf(name) !== undefined;
  });
}

/** Instruments of which one side had other prices than the other. */
function dataOf(
  { here, there }: Sides,
  known: readonly InstrumentId[],
): SheetComparison['settings'] {
  return known.flatMap((name) => {
    const [own, other] = [here.dataCounts.get(name) ?? 0, there.dataCounts.get(name) ?? 0];
    const text = (count: number): string => (count === 0 ? 'none' : `${count} prices`);
    return own === other ? [] : [{ name: `data of ${name}`, here: text(own), there: text(other) }];
  });
}
