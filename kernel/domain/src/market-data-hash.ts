import { assertNever, type Hash128 } from 'argosy/core';

import type {
  Adjustment,
  Bar,
  BookLevel,
  BookUpdate,
  Datum,
  FundingRate,
  InstrumentStatus,
  MarketData,
  QueueUpdate,
  Quote,
  Trade,
} from './market-data.ts';
import { tags } from './tags.ts';

/**
 * Adds a piece of market data to a hash, field by field: it makes no bytes and allocates nothing,
 * because a run hashes every row it reads.
 */
export function hashMarketData(hash: Hash128, datum: MarketData): void {
  hash.updateUint32(tags.inputKind[datum.kind]);
  hashDatum(hash, datum);
  switch (datum.kind) {
    case 'quote':
      return hashQuote(hash, datum);
    case 'trade':
      return hashTrade(hash, datum);
    case 'bar':
      return hashBar(hash, datum);
    case 'status':
      return hashStatus(hash, datum);
    case 'book':
      return hashBook(hash, datum);
    case 'adjustment':
      return hashAdjustment(hash, datum);
    case 'queue':
      return hashQueue(hash, datum);
    case 'mark':
    case 'index':
      return hash.updateNumber(datum.price);
    case 'funding':
      return hashFunding(hash, datum);
    default:
      return assertNever(datum);
  }
}

function hashDatum(hash: Hash128, datum: Datum): void {
  hash.updateText(datum.instrument);
  hash.updateNumber(datum.eventAt);
  hash.updateUint32(datum.nanos);
  hash.updateNumber(datum.availableAt);
  hash.updateNumber(datum.sourceSequence);
}

function hashQuote(hash: Hash128, quote: Quote): void {
  hash.updateNumber(quote.bid);
  hash.updateNumber(quote.ask);
  hash.updateNumber(quote.bidQty);
  hash.updateNumber(quote.askQty);
}

function hashTrade(hash: Hash128, trade: Trade): void {
  hash.updateNumber(trade.price);
  hash.updateNumber(trade.qty);
  hash.updateUint32(trade.aggressor === null ? 0 : tags.side[trade.aggressor]);
  hash.updateText(trade.tradeId);
}

function hashBar(hash: Hash128, bar: Bar): void {
  hash.updateText(bar.spec);
  hash.updateNumber(bar.opensAt);
  hash.updateNumber(bar.closesAt);
  hash.updateNumber(bar.open);
  hash.updateNumber(bar.high);
  hash.updateNumber(bar.low);
  hash.updateNumber(bar.close);
  hash.updateNumber(bar.volume);
  hashNullable(hash, bar.bid);
  hashNullable(hash, bar.ask);
  hash.updateUint32(bar.revision);
}

function hashStatus(hash: Hash128, status: InstrumentStatus): void {
  hash.updateUint32(tags.marketPhase[status.state]);
}

function hashBook(hash: Hash128, book: BookUpdate): void {
  hash.updateUint32(book.isSnapshot ? 1 : 0);
  hashLevels(hash, book.bids);
  hashLevels(hash, book.asks);
}

/** These are rare, so the numbers go in as texts. */
function hashAdjustment(hash: Hash128, adjustment: Adjustment): void {
  hash.updateUint32(tags.adjustmentCause[adjustment.cause]);
  hash.updateText(adjustment.detail);
  hash.updateUint32(adjustment.into === null ? 0 : 1);
  if (adjustment.into !== null) hash.updateText(adjustment.into);
  hash.updateText(adjustment.numerator.toString());
  hash.updateText(adjustment.addend.toString());
  hash.updateText(adjustment.denominator.toString());
  hash.updateUint32(adjustment.restates ? 1 : 0);
}

function hashQueue(hash: Hash128, { change }: QueueUpdate): void {
  hash.updateUint32(tags.queueAction[change.action]);
  if (change.action === 'clear') return;
  hash.updateNumber(change.order);
  if (change.action === 'remove') return;
  hash.updateNumber(change.qty);
  if (change.action === 'trade') return;
  hash.updateNumber(change.price);
  if (change.action === 'add') hash.updateUint32(tags.side[change.side]);
}

function hashLevels(hash: Hash128, levels: readonly BookLevel[]): void {
  hash.updateUint32(levels.length);
  for (const { price, qty } of levels) {
    hash.updateNumber(price);
    hash.updateNumber(qty);
  }
}

function hashFunding(hash: Hash128, funding: FundingRate): void {
  hash.updateNumber(funding.ratePpb);
  hashNullable(hash, funding.price);
}

/** Null and zero differ, so a flag goes before the value. */
function hashNullable(hash: Hash128, value: number | null): void {
  hash.updateUint32(value === null ? 0 : 1);
  if (value !== null) hash.updateNumber(value);
}
