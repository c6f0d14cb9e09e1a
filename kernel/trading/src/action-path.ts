import { ledgerScaleOf, type Refusal } from 'argosy/core';
import {
  corporateActionText,
  positionKeyText,
  type Command,
  type CommandBody,
  type Instrument,
  type Order,
} from 'argosy/domain';
import { decideAction, type ActedPosition } from 'argosy/ledger';

import { mayTransfer } from './authority.ts';
import { cancelOpen } from './cancel-open.ts';
import { commandRefusal } from './errors.ts';
import { windDownExecutions } from './execution-end.ts';
import { noteOverdraft } from './fill-path.ts';
import { neededExits, noteMissingExit } from './missing-exit.ts';
import { positionKeyOf } from './position-key.ts';
import { refuseCommand } from './refuse-command.ts';
import { tradingDefaults } from './trading-config.ts';
import type { TradingParts } from './trading-parts.ts';

type ActionCommand = Extract<CommandBody, { readonly type: 'bookAction' }>;

/**
 * Books a corporate action on all that an account holds of an instrument. What its open orders ask
 * for is of units and prices that are no more, so they are cancelled, except for a dividend.
 */
export function bookAction(parts: TradingParts, command: Command, body: ActionCommand): void {
  const refusal = checkSender(parts, command, body) ?? postAction(parts, body);
  if (refusal !== null) refuseCommand(parts, null, refusal);
}

function checkSender(
  { config, fold }: TradingParts,
  command: Command,
  { account, entry }: ActionCommand,
): Refusal | null {
  if (fold.accounts.find(account) === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  return mayTransfer(config, command) ? null : commandRefusal('NOT_PERMITTED', `action ${entry}`);
}

function postAction(parts: TradingParts, body: ActionCommand): Refusal | null {
  const { config, fold, emitter } = parts;
  const { account, entry, action, instrument: id } = body;
  const instrument = config.instruments.find(id);
  const into = 'into' in action ? config.instruments.find(action.into) : null;
  if (instrument === undefined) return commandRefusal('POSITION_UNKNOWN', id);
  if (into === undefined) return commandRefusal('POSITION_UNKNOWN', corporateActionText(action));
  const decided = decideAction(fold.book, {
    account,
    entry,
    action,
    instrument,
    into,
    positions: positionsOf(parts, body),
    unit: {
      scale: ledgerScaleOf(config.scales, instrument.currency),
      rounding: config.rounding ?? tradingDefaults.rounding,
    },
  });
  if (!decided.ok) return decided.refusal;
  if (decided.value === null) return commandRefusal('REPLAYED', entry);
  const exits = action.type === 'dividend' ? [] : neededExits(parts, account, id);
  emitter.emit(decided.value.entry);
  for (const position of decided.value.positions) emitter.emit(position);
  for (const acted of [instrument, into]) notePrice(parts, acted);
  noteOverdraft(parts, { id: null, account }, instrument.currency);
  if (action.type !== 'dividend') cancelOrders(parts, body);
  for (const order of exits) noteActedExit(parts, order, body);
  return null;
}

/** What stays of a position, or has come in its place, stands without the exits that it had. */
function noteActedExit(
  parts: TradingParts,
  order: Order,
  { action, instrument }: ActionCommand,
): void {
  const key = positionKeyOf(order.request);
  const keys = 'into' in action ? [key, { ...key, instrument: action.into }] : [key];
  const { positions } = parts.fold;
  const isHeld = keys.some((one) => (positions.find(positionKeyText(one))?.qty ?? 0) !== 0);
  if (isHeld) noteMissingExit(parts, order, `a ${action.type} of ${instrument} ended it`);
}

/** What was paid for it before is no price of what is held now. */
function notePrice({ config, equity, emitter }: TradingParts, acted: Instrument | null): void {
  const index = acted === null ? undefined : config.instruments.indexOf(acted.id);
  if (index !== undefined) equity.noteAction(index, emitter.now);
}

function positionsOf({ fold }: TradingParts, body: ActionCommand): readonly ActedPosition[] {
  const { account, instrument, action } = body;
  const acted: ActedPosition[] = [];
  for (const position of fold.positions.held()) {
    const { key, qty } = position;
    if (key.account !== account || key.instrument !== instrument || qty === 0) continue;
    const into = 'into' in action ? { ...key, instrument: action.into } : null;
    acted.push({
      position,
      into: into === null ? undefined : fold.positions.find(positionKeyText(into)),
    });
  }
  return acted;
}

function cancelOrders(parts: TradingParts, { account, instrument, action }: ActionCommand): void {
  const reason = `a ${action.type} of ${instrument}`;
  const isActedOn = ({ request }: Pick<Order, 'request'>): boolean =>
    request.account === account && request.instrument === instrument;
  windDownExecutions(parts, isActedOn, reason);
  const orders = parts.fold.orders.open().filter((order) => {
    return isActedOn(order) && order.pending !== 'cancel';
  });
  for (const order of orders) cancelOpen(parts, order, reason);
}
