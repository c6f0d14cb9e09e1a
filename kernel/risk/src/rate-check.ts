import type { Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-16: neither the firm nor the account nor the strategy sends more messages than it may within a
 * time, nor the account more messages for each trade. Closes count like any order: a loop can be made of them.
 */
export function checkRate(context: CheckContext): Refusal | null {
  return (
    checkFirmRate(context) ??
    checkAccountRate(context) ??
    checkStrategyRate(context) ??
    checkOrdersPerTrade(context)
  );
}

function checkFirmRate({ limits, record }: CheckContext): Refusal | null {
  const limit = limits.rules.firmRate;
  if (limit === undefined) return null;
  const sent = record.messagesOfFirm(limit.within) + 1;
  if (sent <= limit.count) return null;
  const detail = `all accounts would send ${sent}, limit ${limit.count}`;
  return riskRefusal('RATE_LIMIT', `${detail} within ${limit.within} µs`);
}

function checkAccountRate({ limits, record, request }: CheckContext): Refusal | null {
  const limit = limits.accountRate;
  if (limit === null) return null;
  const sent = record.messagesOfAccount(limit.within) + 1;
  if (sent <= limit.count) return null;
  const detail = `account ${request.account} would send ${sent}, limit ${limit.count}`;
  return riskRefusal('RATE_LIMIT', `${detail} within ${limit.within} µs`);
}

function checkStrategyRate({ limits, record, request }: CheckContext): Refusal | null {
  const limit = limits.strategyRate;
  if (limit === null || request.strategy === null) return null;
  const sent = record.messagesOfStrategy(limit.within) + 1;
  if (sent <= limit.count) return null;
  const detail = `strategy ${request.strategy} would send ${sent}, limit ${limit.count}`;
  return riskRefusal('RATE_LIMIT', `${detail} within ${limit.within} µs`);
}

function checkOrdersPerTrade({ limits, record }: CheckContext): Refusal | null {
  const limit = limits.maxMessagesPerTrade;
  if (limit === null) return null;
  const { messages, trades } = record.today();
  const sent = messages + 1;
  if (sent <= limit.after || sent <= limit.ratio * Math.max(1, trades)) return null;
  const detail = `${sent} messages for ${trades} trades today`;
  return riskRefusal('MESSAGES_PER_TRADE', `${detail}, limit ${limit.ratio} each`);
}
