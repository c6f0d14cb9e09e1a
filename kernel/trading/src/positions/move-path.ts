import {
  formatScaled,
  formatScaledBigint,
  ledgerScaleOf,
  toMinor,
  type Refusal,
} from 'argosy/core';
import {
  positionKeyText,
  type Command,
  type CommandBody,
  type Position,
  type PositionKey,
} from 'argosy/domain';
import { decideMove, findMove, type MovePosting } from 'argosy/ledger';

import type { AccountRecord } from '../accounts/account-store.ts';
import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { refuseCommand } from '../refuse-command.ts';
import { tradingDefaults } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';

type MoveCommand = Extract<CommandBody, { readonly type: 'movePosition' }>;

/**
 * Moves a part of a position to another book or product of its account, at cost: how one book ever
 * touches another's position, and how a product is converted into another.
 */
export function movePosition(parts: TradingParts, command: Command, body: MoveCommand): void {
  const refusal = checkMove(parts, command, body) ?? postMove(parts, body);
  if (refusal !== null) refuseCommand(parts, null, refusal);
}

function checkMove(
  { config, fold }: TradingParts,
  command: Command,
  { account, entry, from, to }: MoveCommand,
): Refusal | null {
  const standing = fold.accounts.find(account);
  if (standing === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  if (!mayTransfer(config, command)) return commandRefusal('NOT_PERMITTED', `move ${entry}`);
  if (from.book === to.book && from.product === to.product && from.position === to.position) {
    return commandRefusal('MOVE_NOWHERE', `${from.book}, ${from.product}`);
  }
  if (!standing.products.includes(to.product)) {
    return commandRefusal('MOVE_UNFIT', `${account} has no ${to.product}`);
  }
  const { mode } = fold.accounts.book(account, to.book);
  if ((mode === 'hedging') === (to.position !== null)) return null;
  return commandRefusal('MOVE_UNFIT', `book ${to.book} is ${mode}, position ${to.position}`);
}

function postMove(parts: TradingParts, body: MoveCommand): Refusal | null {
  const { config, fold, emitter } = parts;
  const [fromKey, toKey] = keysOf(body);
  if (findMove(fold.book, { ...body, fromKey, toKey }) === 'same') {
    return commandRefusal('REPLAYED', body.entry);
  }
  const instrument = config.instruments.find(body.instrument);
  const from = fold.positions.find(positionKeyText(fromKey));
  if (instrument === undefined || from === undefined) {
    return commandRefusal('POSITION_UNKNOWN', positionKeyText(fromKey));
  }
  // On margin nothing is held for a sale; its exits would go on without their position all the same.
  const held = fold.book.heldQty(positionKeyText(fromKey));
  const reserved = Math.max(held, fold.working.closingQty(from));
  if (body.qty > Math.abs(from.qty) - reserved) {
    const { sizePrecision } = instrument;
    const [asked, there, sold] = [body.qty, from.qty, reserved].map((qty) => {
      return formatScaled(qty, sizePrecision);
    });
    const detail = `${asked} of ${there}, orders ${from.qty > 0 ? 'sell' : 'buy'} ${sold}`;
    return commandRefusal('POSITION_RESERVED', detail);
  }
  const decided = decideMove(fold.book, {
    ...body,
    instrument,
    from,
    to: fold.positions.find(positionKeyText(toKey)),
    toKey,
    unit: {
      scale: ledgerScaleOf(config.scales, instrument.currency),
      rounding: config.rounding ?? tradingDefaults.rounding,
    },
  });
  if (!decided.ok) return decided.refusal;
  const posting = decided.value;
  if (posting === null) return commandRefusal('REPLAYED', body.entry);
  const refusal = checkFunds(parts, body, posting);
  if (refusal !== null) return refusal;
  emitter.emit(posting.entry);
  for (const position of posting.positions) emitter.emit(position);
  return null;
}

function keysOf({
  account,
  instrument,
  from,
  to,
}: MoveCommand): readonly [PositionKey, PositionKey] {
  const keyOf = ({ book, product, position: id }: MoveCommand['from']): PositionKey => ({
    account,
    book,
    instrument,
    product,
    id,
  });
  return [keyOf(from), keyOf(to)];
}

/** On margin a product may bind more than another; and a book more than it was allotted. */
function checkFunds(
  { config, fold, funds }: TradingParts,
  { account: id, to }: MoveCommand,
  { positions }: MovePosting,
): Refusal | null {
  const account = fold.accounts.find(id);
  if (account === undefined) return null;
  const { base } = account;
  const scale = ledgerScaleOf(config.scales, base);
  const toText = (amount: bigint): string => formatScaledBigint(amount, scale);
  const before = positions.flatMap(({ key }) => fold.positions.find(positionKeyText(key)) ?? []);
  const more = boundBy(funds, account, positions) - boundBy(funds, account, before);
  // A cash account has paid for what it moves: it binds nothing more by it.
  const free = account.kind === 'margin' ? (funds.freeMargin(account, null) ?? toMinor(0n)) : more;
  if (more > 0n && more > free) {
    return commandRefusal('MOVE_UNFIT', `binds ${toText(more)} ${base} more, free ${toText(free)}`);
  }
  // The first of the two positions is what is left, the second where it goes: that book's allotment counts.
  const left = funds.allotmentLeft(account, { book: to.book, without: [] });
  const bound =
    boundBy(funds, account, positions.slice(1)) - boundBy(funds, account, before.slice(1));
  if (left === null || bound <= left) return null;
  const detail = `book ${to.book} would bind ${toText(bound)} ${base} more, allotted ${toText(left)}`;
  return commandRefusal('MOVE_UNFIT', detail);
}

function boundBy(
  funds: TradingParts['funds'],
  account: AccountRecord,
  positions: readonly Position[],
): bigint {
  let sum = 0n;
  for (const position of positions) sum += funds.bound(account, position);
  return sum;
}
