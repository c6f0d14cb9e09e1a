import {
  formatTimestamp,
  ledgerScaleOf,
  TRADING_ORIGIN,
  type InstrumentId,
  type Refusal,
} from 'argosy/core';
import {
  corporateActionWords,
  intoOf,
  leavesOrders,
  positionKeyText,
  type Command,
  type CommandBody,
  type CorporateAction,
  type Instrument,
  type Order,
} from 'argosy/domain';
import { decideAction, type ActedPosition } from 'argosy/ledger';

import { mayTransfer } from '../authority.ts';
import { cancelOpen } from '../orders/cancel-open.ts';
import { commandRefusal } from '../errors.ts';
import { windDownExecutions } from '../executions/wind-down.ts';
import { noteOverdraft } from '../reports/fill-path.ts';
import { neededExits, noteMissingExit } from '../lists/missing-exit.ts';
import { positionKeyOf } from './position-key.ts';
import { refuseCommand } from '../refuse-command.ts';
import { tradingDefaults } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';

type ActionCommand = Extract<CommandBody, { readonly type: 'bookAction' }>;

/**
 * Books a corporate action on all that an account holds of an instrument. What its open orders ask
 * for is of units and prices that are no more, so they are cancelled, but not by what leaves both as they are.
 */
export function bookAction(parts: TradingParts, command: Command, body: ActionCommand): void {
  const refusal =
    checkSender(parts, command, body) ?? checkTime(parts, body) ?? postAction(parts, body);
  if (refusal === null) return;
  refuseCommand(parts, null, refusal);
  // What the issuer does is done, whether it can be booked or not: orders of before it ask for what is no more.
  const isDone = command.origin === TRADING_ORIGIN && refusal.code === 'ACTION_FRACTION';
  if (isDone) cancelOrders(parts, body);
}

function checkSender(
  { config, fold }: TradingParts,
  command: Command,
  { account, entry }: ActionCommand,
): Refusal | null {
  if (fold.accounts.find(account) === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  return mayTransfer(config, command) ? null : commandRefusal('NOT_PERMITTED', `action ${entry}`);
}

/** A European option is exercised at its end, and nothing ends before it does. */
function checkTime(
  { config, emitter }: TradingParts,
  { instrument: id, action }: ActionCommand,
): Refusal | null {
  const instrument = config.instruments.find(id);
  if (instrument === undefined || !('expiresAt' in instrument)) return null;
  if (emitter.now >= instrument.expiresAt) return null;
  const isEarly =
    action.type === 'expiry' ||
    (action.type === 'exercise' &&
      instrument.kind === 'option' &&
      instrument.exercise !== 'american');
  if (!isEarly) return null;
  return commandRefusal('NOT_EXPIRED', `${id} ends at ${formatTimestamp(instrument.expiresAt)}`);
}

/** Books an action; says why it cannot be. */
export function postAction(parts: TradingParts, body: ActionCommand): Refusal | null {
  const { config, fold, emitter } = parts;
  const { account, entry, action, instrument: id } = body;
  const instrument = config.instruments.find(id);
  if (instrument === undefined) return commandRefusal('POSITION_UNKNOWN', id);
  const brought = intoOf(action, instrument);
  const into = brought === null ? null : config.instruments.find(brought);
  if (into === undefined) {
    const words = corporateActionWords(action, { instrument, into: null });
    return commandRefusal('POSITION_UNKNOWN', words);
  }
  const decided = decideAction(fold.book, {
    account,
    entry,
    action,
    instrument,
    into,
    positions: positionsOf(parts, body, brought),
    unit: {
      scale: ledgerScaleOf(config.scales, instrument.currency),
      rounding: config.rounding ?? tradingDefaults.rounding,
    },
  });
  if (!decided.ok) return decided.refusal;
  if (decided.value === null) return commandRefusal('REPLAYED', entry);
  const exits = leavesOrders(action) ? [] : neededExits(parts, account, id);
  emitter.emit(decided.value.entry);
  for (const position of decided.value.positions) emitter.emit(position);
  notePrices(parts, action, [instrument, into]);
  noteOverdraft(parts, { id: null, account }, instrument.currency);
  if (!leavesOrders(action)) cancelOrders(parts, body);
  for (const order of exits) noteActedExit(parts, order, { body, brought });
  return null;
}

/** What stays of a position, or has come in its place, stands without the exits that it had. */
function noteActedExit(
  parts: TradingParts,
  order: Order,
  { body, brought }: { readonly body: ActionCommand; readonly brought: InstrumentId | null },
): void {
  const { action, instrument } = body;
  const key = positionKeyOf(order.request);
  const keys = brought === null ? [key] : [key, { ...key, instrument: brought }];
  const { positions } = parts.fold;
  const isHeld = keys.some((one) => (positions.find(positionKeyText(one))?.qty ?? 0) !== 0);
  if (isHeld) noteMissingExit(parts, order, `a ${action.type} of ${instrument} ended it`);
}

/**
 * What was paid for it before is no price of what is held now. What has ended is gone, and what that
 * delivers is what it was: its price still holds.
 */
function notePrices(
  { config, equity, emitter }: TradingParts,
  { type }: CorporateAction,
  acted: readonly (Instrument | null)[],
): void {
  if (type === 'expiry' || type === 'exercise') return;
  for (const one of acted) {
    const index = one === null ? undefined : config.instruments.indexOf(one.id);
    if (index !== undefined) equity.noteAction(index, emitter.now);
  }
}

function positionsOf(
  { fold }: TradingParts,
  { account, instrument }: ActionCommand,
  brought: InstrumentId | null,
): readonly ActedPosition[] {
  const acted: ActedPosition[] = [];
  for (const position of fold.positions.held()) {
    const { key, qty } = position;
    if (key.account !== account || key.instrument !== instrument || qty === 0) continue;
    const into = brought === null ? null : { ...key, instrument: brought };
    acted.push({
      position,
      into: into === null ? undefined : fold.positions.find(positionKeyText(into)),
    });
  }
  return acted;
}

/** What an account asks for in an instrument is of units that are no more. */
export function cancelOrders(
  parts: TradingParts,
  { account, instrument, action }: ActionCommand,
): void {
  const reason = `a ${action.type} of ${instrument}`;
  const isActedOn = ({ request }: Pick<Order, 'request'>): boolean =>
    request.account === account && request.instrument === instrument;
  windDownExecutions(parts, isActedOn, reason);
  const orders = parts.fold.orders.open().filter((order) => {
    return isActedOn(order) && order.pending !== 'cancel';
  });
  for (const order of orders) cancelOpen(parts, order, reason);
}
