import {
  ledgerScaleOf,
  money,
  ok,
  rescale,
  toMinor,
  type Currency,
  type InstrumentId,
  type LedgerScales,
  type Money,
  type Price,
  type Result,
  type Timestamp,
} from 'argosy/core';
import {
  exactNotional,
  notionalScale,
  statedPriceOf,
  type InstrumentTable,
  type Side,
} from 'argosy/domain';
import type { FeeModel } from 'argosy/matching';
import {
  leverageFor,
  marginOf,
  ScanModel,
  type LeverageByProduct,
  type Scanned,
  type ScanLeg,
} from 'argosy/risk';
import { brokerRefusal, type MarginEstimate, type MarginLeg } from '@argosy/bridge';

/** By what margin is estimated. */
export type MarginTerms = {
  readonly instruments: InstrumentTable;
  readonly scales: LedgerScales;
  readonly fees: FeeModel;
  /** Of what is not scanned: shares, currencies. */
  readonly leverage: LeverageByProduct;
  /** The price of now; null where none is known. */
  readonly priceOf: (instrument: InstrumentId, side: Side) => Price | null;
};

/** How many legs a basket may have. */
export const MARGIN_LEGS_MAX = 50;

type Priced = {
  readonly leg: MarginLeg;
  readonly instrument: InstrumentTable['all'][number];
  readonly price: Price;
  readonly scale: number;
};

/** What baskets would bind: futures and options by scanning, the rest by its leverage, and what they would cost. */
export class MarginEstimates {
  readonly #terms: MarginTerms;
  readonly #scan: ScanModel;

  constructor(terms: MarginTerms) {
    this.#terms = terms;
    this.#scan = new ScanModel(terms.instruments);
  }

  /** The estimate of a basket whose legs are all in one currency. */
  estimate(legs: readonly MarginLeg[], now: Timestamp): Result<MarginEstimate> {
    if (legs.length === 0 || legs.length > MARGIN_LEGS_MAX) {
      return brokerRefusal('BAD_REQUEST', `${legs.length} legs, expected 1 to ${MARGIN_LEGS_MAX}`);
    }
    const priced: Priced[] = [];
    for (const leg of legs) {
      const one = this.#price(leg);
      if (!one.ok) return one;
      priced.push(one.value);
    }
    const [first] = priced;
    const currency = first?.instrument.currency;
    const isOne = priced.every(({ instrument }) => instrument.currency === currency);
    if (currency === undefined || !isOne) {
      return brokerRefusal('BAD_REQUEST', 'legs in several currencies');
    }
    const charges = priced.reduce((sum, one) => sum + this.#chargesOf(one, now), 0n);
    return ok({
      required: toMoney(this.#bound(priced, now), currency),
      legs: priced.map((one) => toMoney(this.#bound([one], now), currency)),
      charges: toMoney(charges, currency),
    });
  }

  #price(leg: MarginLeg): Result<Priced> {
    const { instruments, scales, priceOf } = this.#terms;
    const instrument = instruments.find(leg.instrument);
    if (instrument === undefined) return brokerRefusal('UNKNOWN_INSTRUMENT', leg.instrument);
    const price = statedPriceOf(leg, leg.terms) ?? priceOf(leg.instrument, leg.side);
    if (price === null) return brokerRefusal('BAD_REQUEST', `${leg.instrument} has no price yet`);
    return ok({ leg, instrument, price, scale: ledgerScaleOf(scales, instrument.currency) });
  }

  #chargesOf({ leg, instrument, price, scale }: Priced, now: Timestamp): bigint {
    const { side, qty, product } = leg;
    const basis = { instrument, side, qty, price, product, at: now };
    return this.#terms.fees.estimate(basis, scale).amount;
  }

  /** In minor units, rounded up. */
  #bound(priced: readonly Priced[], now: Timestamp): bigint {
    const groups = new Map<InstrumentId, { legs: ScanLeg[]; scale: number }>();
    let sum = 0n;
    for (const one of priced) {
      const scanned = scanLegOf(one);
      if (scanned === null) {
        sum += this.#leveraged(one);
        continue;
      }
      const { underlying } = scanned.instrument;
      const group = groups.get(underlying) ?? { legs: [], scale: one.scale };
      group.legs.push(scanned);
      groups.set(underlying, group);
    }
    for (const [underlying, { legs, scale }] of groups) {
      const spot = this.#spotOf(underlying, legs);
      const { bound } = this.#scan.scan(legs, { spot, now });
      sum += BigInt(Math.ceil(Math.max(0, bound) * 10 ** scale - 1e-6));
    }
    return sum;
  }

  #leveraged({ leg, instrument, price, scale }: Priced): bigint {
    const qty = leg.side === 'buy' ? leg.qty : -leg.qty;
    const leverage = leverageFor({ key: leg, qty }, instrument, this.#terms.leverage);
    const exact = exactNotional(instrument, price, leg.qty);
    const value = rescale(exact, notionalScale(instrument), scale, 'ceiling');
    return marginOf(value < 0n ? 0n - value : value, leverage);
  }

  /** The price of the underlying, in whole units; of one that is not quoted here that of its nearest future or strike. */
  #spotOf(underlying: InstrumentId, legs: readonly ScanLeg[]): number {
    const listed = this.#terms.instruments.find(underlying);
    const known = this.#terms.priceOf(underlying, 'buy');
    if (known !== null && listed !== undefined) return known / 10 ** listed.pricePrecision;
    const [first] = legs;
    if (first === undefined) return 0;
    const { instrument, mark2 } = first;
    const price = instrument.kind === 'future' ? mark2 / 2 : instrument.strike;
    return price / 10 ** instrument.pricePrecision;
  }
}

function scanLegOf({ leg, instrument, price }: Priced): ScanLeg | null {
  if (!isScanned(instrument)) return null;
  const qty = leg.side === 'buy' ? leg.qty : -leg.qty;
  return { instrument, qty, mark2: 2 * price };
}

function isScanned(instrument: Priced['instrument']): instrument is Scanned {
  return instrument.kind === 'future' || instrument.kind === 'option';
}

function toMoney(amount: bigint, currency: Currency): Money {
  return money(toMinor(amount), currency);
}
