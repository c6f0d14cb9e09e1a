import { chargeMarkets, chargesAsFees, segmentFor } from '@argosy/catalog/rules';
import type { PlacedMistake } from 'argosy/backtest';
import type { Instrument } from 'argosy/domain';

/** What a run file says of charges: `charges: { market: india, broker: zerodha }`. */
export type RunCharges = {
  /** The file with its fees in the place of what names them. */
  readonly value: unknown;
  /** The market that was named; null where none was. */
  readonly market: string | null;
};

type Plain = Readonly<Record<string, unknown>>;

/** What stands under `charges` in a run file. */
export const chargeKeys: readonly string[] = ['market', 'broker', 'afterKnown'];
/** Kinds of instruments that are not traded by themselves. */
const untraded: readonly Instrument['kind'][] = ['index', 'derived'];

/**
 * Puts the charges that a run file names by market and broker into it as fees of its venue, resolved
 * from the dated rules of the catalogue: the kernel sees plain data.
 */
export function resolveCharges(value: unknown, found: PlacedMistake[]): RunCharges {
  if (!isPlain(value) || value['charges'] === undefined) return { value, market: null };
  const { charges, venue, ...rest } = value;
  const fees = feesOf(charges, found);
  const models = isPlain(venue) ? venue : {};
  if (models['fees'] !== undefined) {
    found.push({
      place: 'venue.fees',
      detail: '`charges` says what a fill costs; name one of both',
    });
  }
  // Of a mistake only itself is told: the rest of the file is read as if nothing were charged.
  const rewritten = venue === undefined || isPlain(venue) ? { ...models, ...fees?.venue } : venue;
  return { value: { ...rest, venue: rewritten }, market: fees?.market ?? null };
}

/** An instrument that no rule of the market charges would trade for nothing: that is a mistake. */
export function uncharged(
  market: string | null,
  instruments: readonly Instrument[],
): readonly PlacedMistake[] {
  const known = market === null ? undefined : chargeMarkets().get(market);
  if (known === undefined) return [];
  return instruments
    .filter(({ kind }) => !untraded.includes(kind))
    .filter((instrument) => segmentFor(known, instrument) === null)
    .map(({ id, kind, exchange }) => {
      const detail = `no rule of ${known.name} charges ${id}, of kind ${kind} on ${exchange}`;
      return { place: 'charges', detail };
    });
}

type Fees = { readonly market: string; readonly venue: { readonly fees: unknown } };

function feesOf(charges: unknown, found: PlacedMistake[]): Fees | null {
  const note = (name: string, detail: string): null => {
    found.push({ place: name === '' ? 'charges' : `charges.${name}`, detail });
    return null;
  };
  if (!isPlain(charges)) return note('', 'expected an object with a market and a broker');
  for (const name of Object.keys(charges)) {
    if (!chargeKeys.includes(name)) note(name, `unknown; there are ${chargeKeys.join(', ')}`);
  }
  const { market: name, broker = 'none', afterKnown = 'refuse' } = charges;
  const market = chargeMarkets().get(String(name));
  if (market === undefined) {
    return note('market', `expected ${[...chargeMarkets().keys()].join(', ')}, got ${show(name)}`);
  }
  if (afterKnown !== 'refuse' && afterKnown !== 'keepLast') {
    return note('afterKnown', `expected refuse, keepLast, got ${show(afterKnown)}`);
  }
  if (typeof broker !== 'string' || !market.brokers.includes(broker)) {
    return note('broker', `expected ${market.brokers.join(', ')}, got ${show(broker)}`);
  }
  const fees = chargesAsFees(market, { broker, afterKnown });
  return fees.known ? { market: market.name, venue: { fees: fees.value } } : note('', fees.why);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
