import {
  divideRounded,
  formatScaled,
  money,
  ok,
  powerOfTen,
  rescale,
  toMinor,
  type AccountId,
  type Currency,
  type Result,
} from 'argosy/core';
import {
  applySignedFill,
  BPS_OF_WHOLE,
  corporateActionText,
  exactNotional,
  isPaidInFull,
  notionalScale,
  type ActionRatio,
  type CorporateAction,
  type Holding,
  type Instrument,
  type Position,
  type PositionKey,
} from 'argosy/domain';

import type { PositionBody } from './bodies.ts';
import { refused } from './errors.ts';
import { toLedgerAmount, type LedgerUnit } from './ledger-unit.ts';

/** A position that an action meets, and the one of the other instrument that it may come to. */
export type ActedPosition = {
  readonly position: Position;
  /** Undefined where nothing was ever held there. */
  readonly into: Position | undefined;
};

/** What an action does to all that an account holds of an instrument. */
export type ActionRequest = {
  readonly account: AccountId;
  /** The sender's own id: the same one again does nothing. */
  readonly entry: string;
  readonly action: CorporateAction;
  readonly instrument: Instrument;
  /** The other instrument of an exchange or a spin-off; null where the action has none. */
  readonly into: Instrument | null;
  /** Those that are not flat. */
  readonly positions: readonly ActedPosition[];
  readonly unit: LedgerUnit;
};

/** What an action does to a position, or to several; the amounts are debits above zero. */
export type ActionEffect = {
  readonly positions: readonly PositionBody[];
  readonly cash: bigint;
  readonly inventory: bigint;
  readonly realised: bigint;
  readonly income: bigint;
  readonly withheld: bigint;
};

/** What an action without effect does. */
export const noEffect: ActionEffect = {
  positions: [],
  cash: 0n,
  inventory: 0n,
  realised: 0n,
  income: 0n,
  withheld: 0n,
};

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
      return ok(redeem(of, acted, action));
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

function redeem(
  of: ActionRequest,
  { position }: ActedPosition,
  { price }: Extract<CorporateAction, { readonly type: 'redemption' }>,
): ActionEffect {
  const { instrument, unit } = of;
  const signed = { qty: 0 - position.qty, price };
  const after = applySignedFill(position, instrument, signed);
  const value = toLedgerAmount(exactNotional(instrument, price, position.qty), instrument, unit);
  return settle(of, { cash: value, bodies: [{ of: position, after, instrument }] });
}

/** Cost goes along to another instrument: all of it, or a share. */
function carryOver(
  of: ActionRequest,
  { position, into }: ActedPosition,
  action: ActionRatio &
    Extract<CorporateAction, { readonly type: 'exchange' | 'spinOff' }> & {
      readonly costBps: number;
    },
): Result<ActionEffect> {
  const { instrument, into: target } = of;
  if (target === null) return refused('ACTION_UNFIT', corporateActionText(action));
  const made = makeUnits(position, action, { from: instrument, to: target });
  if (into !== undefined && into.qty !== 0 && into.qty > 0 !== position.qty > 0) {
    return refused('ACTION_CROSSES', `${instrument.id} meets ${into.qty} of ${target.id}`);
  }
  const paid = payFraction(of, made, { price: action.fractionPrice, of: target });
  if (!paid.ok) return paid;
  const share = position.cost * BigInt(action.costBps);
  const taken = divideRounded(share, BigInt(BPS_OF_WHOLE), 'halfEven');
  const brought = made.qty === 0 ? 0n : taken - shareOf(taken, made);
  const carried = rescale(brought, notionalScale(instrument), notionalScale(target), 'halfEven');
  const left =
    action.type === 'exchange'
      ? { qty: 0, cost: 0n }
      : { qty: position.qty, cost: position.cost - taken };
  const key: PositionKey = { ...position.key, instrument: target.id };
  const held = into ?? emptyPosition(key, target.currency);
  const there = { qty: held.qty + made.qty, cost: held.cost + carried };
  const bodies = [{ of: position, after: left, instrument }];
  if (made.qty !== 0) bodies.push({ of: held, after: there, instrument: target });
  return ok(settle(of, { cash: paid.value, bodies }));
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
    return refused('ACTION_FRACTION', `${rest}/${divisor} of ${instrument.id}, lots of ${least}`);
  }
  const notional = BigInt(price) * rest * instrument.multiplier;
  const exact = divideRounded(notional, divisor, 'halfEven');
  return ok(BigInt(sign) * toLedgerAmount(exact, instrument, unit));
}

type Change = { readonly of: Position; readonly after: Holding; readonly instrument: Instrument };

/** What closes the sum is realised on the position that the action met. */
function settle(
  { instrument, unit }: ActionRequest,
  { cash: paid, bodies }: { readonly cash: bigint; readonly bodies: readonly Change[] },
): ActionEffect {
  let moved = 0n;
  for (const { of: before, after, instrument: listed } of bodies) {
    moved += toLedgerAmount(after.cost, listed, unit) - toLedgerAmount(before.cost, listed, unit);
  }
  const realised = 0n - paid - moved;
  const isPaid = isPaidInFull(instrument);
  const positions = bodies.map(({ of: before, after }, place): PositionBody => {
    const gained = place === 0 ? realised : 0n;
    const sum = money(before.realised.amount - gained, before.realised.currency);
    const { key, charges } = before;
    return { kind: 'position', key, qty: after.qty, cost: after.cost, realised: sum, charges };
  });
  return {
    ...noEffect,
    positions,
    cash: isPaid ? paid : 0n - realised,
    inventory: isPaid ? moved : 0n,
    realised,
  };
}

/** What two of them do together. */
export function addEffects(one: ActionEffect, other: ActionEffect): ActionEffect {
  return {
    positions: [...one.positions, ...other.positions],
    cash: one.cash + other.cash,
    inventory: one.inventory + other.inventory,
    realised: one.realised + other.realised,
    income: one.income + other.income,
    withheld: one.withheld + other.withheld,
  };
}

function emptyPosition(key: PositionKey, currency: Currency): Position {
  const zero = money(toMinor(0n), currency);
  return { key, qty: 0, cost: 0n, realised: zero, charges: zero };
}
