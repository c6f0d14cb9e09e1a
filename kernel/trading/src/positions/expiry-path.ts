import {
  divideRounded,
  formatTimestamp,
  rescale,
  toPrice,
  type AccountId,
  type InstrumentIndex,
  type Price,
  type Refusal,
} from 'argosy/core';
import type { Command, CommandBody, Future, Option } from 'argosy/domain';

import { cancelOrders, postAction } from './action-path.ts';
import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

type ExpireCommand = Extract<CommandBody, { readonly type: 'expire' }>;

/**
 * Settles what every account holds of a dated instrument that has ended, and cancels what still asks
 * for it. Again it settles what has come since: the fill of an order that was on its way.
 */
export function expireInstrument(
  parts: TradingParts,
  command: Command,
  { instrument: id, price }: ExpireCommand,
): void {
  const { config, emitter } = parts;
  const instrument = config.instruments.find(id);
  const refuse = (refusal: Refusal): void => refuseCommand(parts, null, refusal);
  if (instrument === undefined) return refuse(commandRefusal('POSITION_UNKNOWN', id));
  if (!mayTransfer(config, command)) return refuse(commandRefusal('NOT_PERMITTED', `expire ${id}`));
  if (!('expiresAt' in instrument))
    return refuse(commandRefusal('NOT_EXPIRED', `${id} has no end`));
  if (emitter.now < instrument.expiresAt) {
    const detail = `${id} ends at ${formatTimestamp(instrument.expiresAt)}`;
    return refuse(commandRefusal('NOT_EXPIRED', detail));
  }
  for (const { id: account } of config.accounts) {
    const refusal = expireIn(parts, instrument, { account, price });
    if (refusal !== null) refuse(refusal);
  }
}

function expireIn(
  parts: TradingParts,
  instrument: Future | Option,
  { account, price: told }: { readonly account: AccountId; readonly price: Price | null },
): Refusal | null {
  const { id } = instrument;
  const isHeld = holdsAny(parts, account, id);
  const price = told ?? (isHeld ? settlementPrice(parts, instrument) : toPrice(0));
  if (price === null) return commandRefusal('SETTLEMENT_PRICE_UNKNOWN', `${id} in ${account}`);
  const action = { type: 'expiry', price } as const;
  const entry = unusedEntry(parts, account, `expiry/${id}`);
  const body = { type: 'bookAction', account, entry, instrument: id, action } as const;
  if (isHeld) return postAction(parts, body);
  cancelOrders(parts, body);
  return null;
}

function holdsAny({ fold }: TradingParts, account: AccountId, id: Future['id']): boolean {
  for (const { key, qty } of fold.positions.heldOf(account)) {
    if (key.instrument === id && qty !== 0) return true;
  }
  return false;
}

/** What comes after an instrument has ended is settled apart. */
function unusedEntry({ fold }: TradingParts, account: AccountId, entry: string): string {
  let name = entry;
  for (let count = 2; fold.book.knownEntry(account, name) !== undefined; count += 1) {
    name = `${entry}/${count}`;
  }
  return name;
}

/**
 * What an instrument settles at where nobody says it: its index price, else the last price of what it is
 * on, else a future's own, rounded to its price units; null where none of them is known.
 */
function settlementPrice({ config, touches }: TradingParts, of: Future | Option): Price | null {
  const { instruments } = config;
  const own = instruments.indexOf(of.id);
  const index = own === undefined ? Number.NaN : touches.indexPrice(own);
  if (!Number.isNaN(index)) return toPrice(index);
  const underlying = instruments.indexOf(of.underlying);
  const last2 =
    underlying === undefined ? Number.NaN : touches.orLevel2(underlying, touches.mark2(underlying));
  if (underlying !== undefined && !Number.isNaN(last2)) {
    const { pricePrecision } = instruments.at(underlying);
    // Twice the price, so one place more than it at most: half a unit is a five behind it.
    const exact = BigInt(last2) * 5n;
    return toPrice(Number(rescale(exact, pricePrecision + 1, of.pricePrecision, 'halfEven')));
  }
  return of.kind === 'future' ? ownPrice(touches, own) : null;
}

function ownPrice(
  touches: TradingParts['touches'],
  own: InstrumentIndex | undefined,
): Price | null {
  const mark2 = own === undefined ? Number.NaN : touches.mark2(own);
  return Number.isNaN(mark2) ? null : toPrice(Number(divideRounded(BigInt(mark2), 2n, 'halfEven')));
}
