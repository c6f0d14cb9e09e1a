import { formatScaled } from 'argosy/core';
import { positionKeyText, type Fill, type Order } from 'argosy/domain';
import { convertUnits, isWhole, type FillUnits, type UnitChange } from 'argosy/ledger';

import { restrictAccount } from '../accounts/account-path.ts';
import { positionKeyOf } from '../positions/position-key.ts';
import type { TradingParts } from '../trading-parts.ts';

/** What corporate actions have made of a fill whose order is older than they are. */
export type CrossedUnits = {
  /** Null where it is booked as it was traded. */
  readonly units: FillUnits | null;
  /** What is out of the ordinary. */
  readonly detail: string;
  /** Whether a person has to look: the position is not what the fill alone would make it. */
  readonly isUnsure: boolean;
};

/**
 * What a fill, or its bust, comes to in the units of now; null where no action lies between it and
 * now. Of one from before a split, as many units count as the split has made of them. One that came
 * after an action on an order of before is in units that nobody can tell: the cancel of the action
 * was on its way. It is booked as it is, and so is one from before an action that no ratio undoes.
 */
export function crossedUnits(
  parts: TradingParts,
  order: Order,
  { fill, purpose }: { readonly fill: Fill; readonly purpose: 'fill' | 'bust' },
): CrossedUnits | null {
  const { account, instrument: id } = order.request;
  const known = parts.fold.units.changesOf(account, id);
  if (known.length === 0) return null;
  const changes = known.filter(({ at }) => order.initializedAt < at);
  const passed = changes.filter(({ at }) => fill.at <= at);
  const isAfterOne = purpose === 'fill' && passed.length < changes.length;
  const places = parts.config.instruments.find(id)?.sizePrecision ?? 0;
  const traded = `trade ${fill.trade} of ${formatScaled(fill.qty, places)} units of ${id}`;
  if (passed.length === 0) {
    if (!isAfterOne) return null;
    const detail = `${traded} came after an action on an order of before it`;
    return { units: null, detail, isUnsure: true };
  }
  const units = convert(parts, order, { fill, passed });
  const before = `${traded} is of before ${passed.map(textOf).join(', ')}`;
  if (units === null) return { units, detail: `${before}: booked as it is`, isUnsure: true };
  const isUnsure = isAfterOne || !isWhole(units);
  const rest = isWhole(units) ? '' : ', and a fraction';
  return {
    units,
    detail: `${before}: ${formatScaled(units.qty, places)} units of now${rest}`,
    isUnsure,
  };
}

/** Says so, once it is booked. */
export function noteCrossed(parts: TradingParts, order: Order, crossed: CrossedUnits | null): void {
  if (crossed === null) return;
  const { id, account } = order.request;
  const { detail, isUnsure } = crossed;
  parts.emitter.emitAnomaly('actionCrossed', id, detail);
  if (isUnsure) restrictAccount(parts, account, `actionCrossed: order ${id}, ${detail}`);
}

function textOf({ ratio }: UnitChange): string {
  return ratio === null ? 'an action' : `a split ${ratio.numerator} for ${ratio.denominator}`;
}

/** Null where no ratio says what has become of it, or the position would be larger than one can be. */
function convert(
  { config, fold }: TradingParts,
  { request }: Order,
  { fill, passed }: { readonly fill: Fill; readonly passed: readonly UnitChange[] },
): FillUnits | null {
  const ratios = passed.flatMap(({ ratio }) => ratio ?? []);
  const instrument = config.instruments.find(request.instrument);
  if (instrument === undefined || ratios.length < passed.length) return null;
  const units = convertUnits(fill.qty, ratios, instrument);
  const held = fold.positions.find(positionKeyText(positionKeyOf(request)))?.qty ?? 0;
  return units !== null && Number.isSafeInteger(Math.abs(held) + units.qty) ? units : null;
}
