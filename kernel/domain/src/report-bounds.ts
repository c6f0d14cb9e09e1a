import {
  BinaryReader,
  BinaryWriter,
  isCurrency,
  toAccountId,
  toBookId,
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toPositionId,
  toStrategyId,
  toTradeId,
  type Money,
  type Timestamp,
} from 'argosy/core';

import { COMMAND_AMOUNT_MAX, COMMAND_CHARGES_MAX } from './command-bounds.ts';
import { isTouchExact } from './command-fit.ts';
import type { Report, ReportBody } from './input.ts';
import type { Fill, OrderLink, OrderRequest } from './order.ts';
import { reportPart } from './report-codec.ts';
import { TAG_LENGTH_MAX } from './request-flaw.ts';
import { flawOfTerms } from './terms-flaw.ts';
import {
  CLIENT_ID_LENGTH_MAX,
  cutReason,
  cutText,
  foldForeignId,
  isPlainId,
} from './text-bounds.ts';

const SHOWN_LENGTH_MAX = 80;
/** The largest report, in bytes as it is written down. */
const REPORT_BYTES_MAX = 65_536;

/**
 * A broker's report as it can be written down: its texts cut, its ids folded where they are none of
 * ours, its instants that are none taken for the present one. A report is a fact: none is refused for its words.
 * One whose numbers cannot be is `unreadable`, with what it said as far as it can be said. One within
 * all bounds is given back as it is.
 */
export function boundReport(report: Report, now: Timestamp): Report {
  if (isOrdinaryHead(report) && isOrdinary(report.body)) return report;
  const { account, order, eventAt, availableAt, body } = report;
  const head = {
    kind: 'report',
    account: toAccountId(foldForeignId(account)),
    order: toOrderId(foldForeignId(order)),
    eventAt: Number.isSafeInteger(eventAt) ? eventAt : now,
    availableAt: Number.isSafeInteger(availableAt) ? availableAt : now,
  } as const;
  try {
    const bounded = { ...head, body: boundBody(body) };
    const flaw = flawOfAmounts(bounded.body);
    return flaw === null ? onTrial(bounded) : { ...head, body: unreadable(body, flaw) };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it is no report';
    return { ...head, body: unreadable(body, why) };
  }
}

function unreadable(body: ReportBody, why: string): ReportBody {
  const trade = 'fill' in body ? ` of ${fillText(body.fill)}` : '';
  return { type: 'unreadable', reason: cutReason(`${body.type}${trade}: ${why}`) };
}

/** What of a fill a person needs to ask for it. */
function fillText({ trade, qty, price }: ReportedFill): string {
  const short = cutText(String(trade), SHOWN_LENGTH_MAX);
  return `trade ${short}, ${qty} units at ${price} units`;
}

/** The report, once it was written and read again. */
function onTrial(report: Report): Report {
  const writer = new BinaryWriter(REPORT_BYTES_MAX);
  reportPart.write(writer, report);
  reportPart.read(new BinaryReader(writer.view()));
  return report;
}

function isOrdinaryHead({ account, order, eventAt, availableAt }: Report): boolean {
  if (!isPlainId(account) || !isPlainId(order)) return false;
  return Number.isSafeInteger(eventAt) && Number.isSafeInteger(availableAt);
}

/** Whether a look is enough to see that it can be written down as it is. */
function isOrdinary(body: ReportBody): boolean {
  switch (body.type) {
    case 'accepted':
      return isPlainId(body.brokerId);
    case 'busted':
      return isPlainId(body.trade);
    case 'rejected':
    case 'modifyRejected':
    case 'cancelRejected':
    case 'unreadable':
      return isReason(body.reason);
    case 'canceled':
      return body.reason === null || isReason(body.reason);
    case 'expired':
    case 'triggered':
      return true;
    case 'updated':
      return isQuantity(body.qty) && flawOfTerms(body.terms) === null;
    case 'filled':
      return isOrdinaryFill(body.fill);
    case 'unanswered':
    case 'external':
    case 'inferred':
      return false;
    default:
      return false;
  }
}

function isReason(reason: string): boolean {
  return typeof reason === 'string' && cutReason(reason) === reason;
}

function isQuantity(qty: number): boolean {
  return Number.isSafeInteger(qty) && qty >= 0;
}

function isOrdinaryFill(fill: ReportedFill): boolean {
  const { trade, qty, price, fee, charges, liquidity, touch, at } = fill;
  if (!isPlainId(trade) || charges !== undefined || !isQuantity(qty)) return false;
  if (!Number.isSafeInteger(price) || !Number.isSafeInteger(at)) return false;
  if (!isMoney(fee) || (liquidity !== 'maker' && liquidity !== 'taker')) return false;
  return typeof touch === 'object' && touch !== null && isTouchExact(touch);
}

type ReportedFill = Omit<Fill, 'flags'>;

function isMoney(money: Money): boolean {
  return (
    typeof money === 'object' &&
    money !== null &&
    isAmount(money.amount) &&
    isCurrency(money.currency)
  );
}

function isAmount(amount: bigint): boolean {
  return amount <= COMMAND_AMOUNT_MAX && amount >= -COMMAND_AMOUNT_MAX;
}

function boundBody(body: ReportBody): ReportBody {
  switch (body.type) {
    case 'rejected':
    case 'modifyRejected':
    case 'cancelRejected':
    case 'unreadable':
      return { ...body, reason: cutReason(body.reason) };
    case 'canceled':
      return { ...body, reason: body.reason === null ? null : cutReason(body.reason) };
    case 'accepted':
      return { ...body, brokerId: toBrokerOrderId(foldForeignId(body.brokerId)) };
    case 'busted':
      return { ...body, trade: toTradeId(foldForeignId(body.trade)) };
    case 'external': {
      const brokerId = toBrokerOrderId(foldForeignId(body.brokerId));
      return { ...body, brokerId, request: boundRequest(body.request) };
    }
    case 'filled':
      return { ...body, fill: boundFill(body.fill) };
    case 'inferred': {
      const request = body.request === null ? null : boundRequest(body.request);
      return { ...body, fill: boundFill(body.fill), request };
    }
    case 'expired':
    case 'triggered':
    case 'updated':
    case 'unanswered':
      return body;
    default:
      return body;
  }
}

function boundFill(fill: ReportedFill): ReportedFill {
  const trade = toTradeId(foldForeignId(fill.trade));
  if (fill.charges === undefined) return { ...fill, trade };
  // What the lines left out come to is in the fee, and stands in the books without a name.
  const charges = fill.charges.slice(0, COMMAND_CHARGES_MAX).map(({ name, amount }) => {
    return { name: cutText(name, CLIENT_ID_LENGTH_MAX), amount };
  });
  return { ...fill, trade, charges };
}

/** An order of elsewhere may have ids and texts of any shape. */
function boundRequest(request: OrderRequest): OrderRequest {
  const { id, account, book, instrument, strategy, position, link, algo, tag } = request;
  return {
    ...request,
    id: toOrderId(foldForeignId(id)),
    account: toAccountId(foldForeignId(account)),
    book: toBookId(foldForeignId(book)),
    instrument: toInstrumentId(foldForeignId(instrument)),
    strategy: strategy === null ? null : toStrategyId(foldForeignId(strategy)),
    position: position === null ? null : toPositionId(foldForeignId(position)),
    link: link === null ? null : boundLink(link),
    algo: algo === null ? null : cutText(algo, TAG_LENGTH_MAX),
    tag: tag === null ? null : cutText(tag, TAG_LENGTH_MAX),
  };
}

function boundLink(link: OrderLink): OrderLink {
  const { list, parent } = link;
  return {
    ...link,
    list: toOrderId(foldForeignId(list)),
    parent: parent === null ? null : toOrderId(foldForeignId(parent)),
  };
}

/** Amounts have a written form that is far longer than any money there is. */
function flawOfAmounts(body: ReportBody): string | null {
  if (!('fill' in body)) return null;
  const { fee, charges = [] } = body.fill;
  const amounts = [fee.amount, ...charges.map(({ amount }) => amount)];
  return amounts.every((amount) => isAmount(amount)) ? null : 'a fee beyond all money';
}
