import { ledgerScaleOf, toTimestamp, type Money, type Price, type Timestamp } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import type { TradingConfig } from 'argosy/trading';

import { resolveModels, type BacktestConfig } from './config.ts';
import { backtestError } from './errors.ts';
import type { Setup } from './setup.ts';
import { findActiveFrom } from './warm-up.ts';

/** What the fee of an order would be at a price, by what is charged at an instant. */
type FeeOf = (
  of: Pick<OrderRequest, 'instrument' | 'side' | 'qty' | 'product'>,
  price: Price,
  at: Timestamp,
) => Money;

/** How trading is set up in a run; accounts stand in the order the configuration has them. */
export function tradingConfigOf(config: BacktestConfig, setup: Setup): TradingConfig {
  const { accounts, rounding } = config;
  const { instruments, calendars, scales, limits } = setup;
  return {
    instruments,
    accounts,
    calendars,
    scales,
    limits,
    estimateFee: feeEstimate(config, setup),
    activeFrom: findActiveFrom(config),
    dayOffset: setup.dayClock?.offsetAt(config.from ?? toTimestamp(0)) ?? 0,
    ...(rounding === undefined ? {} : { rounding }),
  };
}

/** Estimates fees by the model of the run's venue. */
export function feeEstimate({ venue }: BacktestConfig, { instruments, scales }: Setup): FeeOf {
  const { fees } = resolveModels(venue);
  return ({ instrument: id, side, qty, product }, price, at) => {
    const instrument = instruments.find(id);
    if (instrument === undefined) throw backtestError('UNKNOWN_INSTRUMENT', id);
    const scale = ledgerScaleOf(scales, instrument.currency);
    return fees.estimate({ instrument, side, qty, price, product, at }, scale);
  };
}
