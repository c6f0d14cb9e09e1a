import { assert, ledgerScaleOf, type AccountId, type InstrumentIndex } from 'argosy/core';
import type { FundingRate, Instrument, Position } from 'argosy/domain';
import { decideFunding } from 'argosy/ledger';

import { noteOverdraft } from '../reports/fill-path.ts';
import { tradingDefaults } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Longs and shorts of a perpetual pay each other, in every account, by what they hold at this instant. It
 * is a fact, so nothing stands in its way; of anything else than a perpetual it says nothing.
 */
export function payFunding(
  parts: TradingParts,
  funding: FundingRate,
  index: InstrumentIndex | -1,
): void {
  assert(index !== -1, 'a funding rate without an instrument');
  const instrument = parts.config.instruments.at(index);
  if (instrument.kind !== 'perpetual') return;
  const mark2 = funding.price === null ? parts.touches.mark2(index) : 2 * funding.price;
  for (const { id: account } of parts.config.accounts) {
    const positions = positionsIn(parts, account, instrument);
    if (positions.length === 0) continue;
    if (Number.isNaN(mark2)) noteUnpaid(parts, account, instrument);
    else payIn(parts, { account, instrument, positions, funding, mark2 });
  }
}

type Paid = {
  readonly account: AccountId;
  readonly instrument: Instrument;
  readonly positions: readonly Position[];
  readonly funding: FundingRate;
  /** Twice the price: the middle of a quote may be half a unit. */
  readonly mark2: number;
};

function payIn(
  parts: TradingParts,
  { account, instrument, positions, funding, mark2 }: Paid,
): void {
  const { config, fold, emitter } = parts;
  const { id, currency } = instrument;
  const decided = decideFunding(fold.book, {
    account,
    entry: `funding/${account}/${id}/${funding.eventAt}`,
    instrument,
    positions,
    ratePpb: funding.ratePpb,
    mark2,
    unit: {
      scale: ledgerScaleOf(config.scales, currency),
      rounding: config.rounding ?? tradingDefaults.rounding,
    },
  });
  if (decided === null) return;
  emitter.emit(decided.entry);
  for (const position of decided.positions) emitter.emit(position);
  noteOverdraft(parts, { id: null, account }, currency);
}

function noteUnpaid({ emitter }: TradingParts, account: AccountId, { id }: Instrument): void {
  emitter.emitAnomaly('fundingUnpaid', null, `${id} in ${account}: no price is known`);
}

function positionsIn(
  { fold }: TradingParts,
  account: AccountId,
  { id }: Instrument,
): readonly Position[] {
  const held: Position[] = [];
  for (const position of fold.positions.heldOf(account)) {
    if (position.key.instrument === id && position.qty !== 0) held.push(position);
  }
  return held;
}
