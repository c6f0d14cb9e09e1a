import { divideRounded, formatScaled, ok, powerOfTen, rescale, type Result } from 'argosy/core';
import {
  BPS_OF_WHOLE,
  corporateActionWords,
  exactNotional,
  notionalScale,
  type ActionRatio,
  type CorporateAction,
  type Instrument,
  type Position,
  type PositionKey,
} from 'argosy/domain';

import {
  emptyPosition,
  noEffect,
  settle,
  type ActedPosition,
  type ActionEffect,
  type ActionRequest,
} from './action-parts.ts';
import { refused } from './errors.ts';
import { closePart, exercise, expire } from './expiry-effects.ts';
import { toLedgerAmount } from './ledger-unit.ts';

/** What an action does to one position; refused where it cannot be done. */
export function effectOn(of: ActionRequest, acted: ActedPosition): Result<ActionEffect> {
  const { action } = of;
  switch (action.type) {
    case 'split':
      return splitUp(of, acted, action);
    case 'dividend':
      return ok(payDividend(of, acted, action));
    case 'exchange':
      return carryOver(of, acted, { ...action, costBps: BPS_OF_WHOLE });
    case 'spinOff':
      return carryOver(of, acted, action);
    case 'redemption':
      return ok(closePart(of, acted, action.price));
    case 'expiry':
      return expire(of, acted, action.price);
    case 'exercise':
      return exercise(of, acted, action.price);
    case 'subscription':
      return carryOver(of, acted, { ...action, costBps: BPS_OF_WHOLE });
  }
}

function splitUp(
  of: ActionRequest,
  { position }: ActedPosition,
  action: Extract<CorporateAction, { readonly type: 'split' }>,
): Result<ActionEffect> {
  const { instrument } = of;
  const made = makeUnits(position, action, { from: instrument, to: instrument });
  const paid = payFraction(of, made, { price: action.fractionPrice, of: instrument });
  if (!paid.ok) return paid;
  const lost = shareOf(position.cost, made);
  const after = { qty: made.qty, cost: made.qty === 0 ? 0n : position.cost - lost };
  return ok(settle(of, { cash: paid.value, bodies: [{ of: position, after, instrument }] }));
}

function payDividend(
  { instrument, unit }: ActionRequest,
  { position }: ActedPosition,
  { perUnit, scale, withheldBps }: Extract<CorporateAction, { readonly type: 'dividend' }>,
): ActionEffect {
  const exact = BigInt(position.qty) * perUnit * instrument.multiplier;
  const places = instrument.sizePrecision + scale + instrument.multiplierScale;
  const gross = rescale(exact, places, unit.scale, unit.rounding);
  // Who is short pays the whole of it to who lent: there is nobody to withhold a tax of theirs.
  const taxed = gross > 0n ? gross : 0n;
  const withheld = divideRounded(taxed * BigInt(withheldBps), BigInt(BPS_OF_WHOLE), unit.rounding);
  return { ...noEffect, cash: gross - withheld, income: 0n - gross, withheld };
}

/** Cost goes along to another instrument: all of it, or a share. */
function carryOver(
  of: ActionRequest,
  { position, into }: ActedPosition,
  action: ActionRatio &
    Extract<CorporateAction, { readonly type: 'exchange' | 'spinOff' | 'subscription' }> & {
      readonly costBps: number;
    },
): Result<ActionEffect> {
  const { instrument, into: target } = of;
  if (target === null) return refused('ACTION_UNFIT', corporateActionWords(action, of));
  const made = makeUnits(position, action, { from: instrument, to: target });
  if (into !== undefined && into.qty !== 0 && into.qty > 0 !== position.qty > 0) {
    const met = formatScaled(into.qty, target.sizePrecision);
    return refused('ACTION_CROSSES', `${instrument.id} meets ${met} of ${target.id}`);
  }
  const paid = payFraction(of, made, { price: action.fractionPrice, of: target });
  if (!paid.ok) return paid;
  const share = position.cost * BigInt(action.costBps);
  const taken = divideRounded(share, BigInt(BPS_OF_WHOLE), 'halfEven');
  const brought = made.qty === 0 ? 0n : taken - shareOf(taken, made);
  const carried = rescale(brought, notionalScale(instrument), notionalScale(target), 'halfEven');
  const left =
    action.type === 'spinOff'
      ? { qty: position.qty, cost: position.cost - taken }
      : { qty: 0, cost: 0n };
  const key: PositionKey = { ...position.key, instrument: target.id };
  const held = into ?? emptyPosition(key, target.currency);
  const price = action.type === 'subscription' ? action.price : 0;
  const added = exactNotional(target, price, made.qty);
  const there = { qty: held.qty + made.qty, cost: held.cost + carried + added };
  const cash = paid.value - toLedgerAmount(added, target, of.unit);
  const bodies = [{ of: position, after: left, instrument }];
  if (made.qty !== 0) bodies.push({ of: held, after: there, instrument: target });
  return ok(settle(of, { cash, bodies }));
}

/** How many whole lots a position makes, and what is left over, in parts of `divisor`. */
export type Made = {
  /** Signed like the position. */
  readonly qty: number;
  readonly rest: bigint;
  readonly units: bigint;
  readonly divisor: bigint;
  readonly sign: number;
};

/** How many units of after a quantity of before makes. */
export function makeUnits(
  { qty }: Pick<Position, 'qty'>,
  { numerator, denominator }: ActionRatio,
  { from, to }: { readonly from: Instrument; readonly to: Instrument },
): Made {
  const units = BigInt(Math.abs(qty)) * BigInt(numerator) * powerOfTen(to.sizePrecision);
  const divisor = BigInt(denominator) * powerOfTen(from.sizePrecision);
  const lot = BigInt(to.lot);
  const whole = (units / divisor / lot) * lot;
  const sign = Math.sign(qty);
  return { qty: sign * Number(whole), rest: units - whole * divisor, units, divisor, sign };
}

/** The part of an amount that belongs to what is left over. */
function shareOf(amount: bigint, { rest, units }: Made): bigint {
  return divideRounded(amount * rest, units, 'halfEven');
}

/** What a fraction of a lot is worth; refused where there is one, and no price for it. */
function payFraction(
  { unit }: ActionRequest,
  { rest, divisor, sign }: Made,
  { price, of: instrument }: { readonly price: number | null; readonly of: Instrument },
): Result<bigint> {
  if (rest === 0n) return ok(0n);
  if (price === null) {
    const least = formatScaled(instrument.lot, instrument.sizePrecision);
    const whole = divisor * powerOfTen(instrument.sizePrecision);
    return refused('ACTION_FRACTION', `${rest}/${whole} of ${instrument.id}, lots of ${least}`);
  }
  const notional = BigInt(price) * rest * instrument.multiplier;
  const exact = divideRounded(notional, divisor, 'halfEven');
  return ok(BigInt(sign) * toLedgerAmount(exact, instrument, unit));
}
