import {
  ledgerScaleOf,
  money,
  ok,
  type CalendarId,
  type LedgerScales,
  type OriginCode,
  type Price,
  type Result,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import { flawOfRequest, type Instrument, type OrderRequest, type Touch } from 'argosy/domain';
import { chargeFill, type FeeModel } from 'argosy/matching';
import type { TradingMachine } from 'argosy/trading';

import type { Preview } from './desk-face.ts';
import { nudgesOf } from './nudges.ts';

/** By what orders are looked at before they are sent. */
export type PreviewParts = {
  readonly trading: TradingMachine;
  readonly origin: OriginCode;
  readonly fees: FeeModel;
  readonly scales: LedgerScales;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
};

/** An order that is only looked at. */
type Looked = { readonly request: OrderRequest; readonly touch: Touch; readonly now: Timestamp };

/** Of how many orders in the instrument a usual quantity is known. */
const USUAL_LEAST = 5;

/** What an order would come to if it were sent now, but for what its broker says. Nothing is held, and nothing said. */
export function previewOrder(
  parts: PreviewParts,
  { request, touch, now }: Looked,
): Result<Omit<Preview, 'brokerMargin'>> {
  const flaw = flawOfRequest(request);
  if (flaw !== null) return { ok: false, refusal: { code: 'BAD_COMMAND', reason: flaw } };
  const { trading, origin } = parts;
  const looked = { request: { ...request, link: null }, touch, now };
  const assessed = trading.view.assess({ origin, strategy: null }, looked);
  const { refused, denied, price, value, needs, available } = assessed;
  if (refused !== null) return { ok: false, refusal: refused };
  const instrument = trading.instrument(request.instrument);
  if (available === null || instrument === undefined) {
    const unknown = { code: 'BAD_COMMAND', reason: `${request.account}, ${request.instrument}` };
    return { ok: false, refusal: denied ?? unknown };
  }
  const charges = price === null ? [] : chargesOf(parts, { request, instrument, price, now });
  const nudges = nudgesFor(parts, { request, instrument, now });
  return ok({ request, denial: denied, price, value, margin: needs, available, charges, nudges });
}

type Priced = {
  readonly request: OrderRequest;
  readonly instrument: Instrument;
  readonly price: Price;
  readonly now: Timestamp;
};

/** As if it were filled at once, by one fill. */
function chargesOf(
  { fees, scales }: PreviewParts,
  { request, instrument, price, now }: Priced,
): Preview['charges'] {
  const { side, qty, product } = request;
  const { currency } = instrument;
  const basis = { instrument, side, qty, price, product, at: now, liquidity: 'taker' } as const;
  const { fee, charges } = chargeFill(fees, basis, ledgerScaleOf(scales, currency));
  if (charges === undefined) return [{ name: 'fee', amount: fee }];
  return charges.map(({ name, amount }) => ({ name, amount: money(amount, currency) }));
}

function nudgesFor(
  { trading, calendars }: PreviewParts,
  { request, instrument, now }: Omit<Priced, 'price'>,
): Preview['nudges'] {
  const market = trading.view.marketOf(instrument.id);
  if (market === null) return [];
  const { account, book, product, position: id } = request;
  const key = { account, book, instrument: instrument.id, product, id };
  return nudgesOf({
    request,
    instrument,
    market,
    calendar: calendars.get(instrument.calendar),
    heldQty: trading.position(key)?.qty ?? 0,
    medianQty2: trading.view.medianQty2(request, USUAL_LEAST),
    now,
  });
}
