import { formatTimestamp } from 'argosy/core';
import { scopeText, type TradingEvent } from 'argosy/domain';
import type { AlertItem } from '@argosy/contract/stream';

/** What an event is to people who should see something at once; null where it is nothing of that kind. */
export function alertOf(event: TradingEvent, account: string | null): AlertItem | null {
  const { number, index } = event;
  const head = { number, index, at: formatTimestamp(event.at), account };
  switch (event.kind) {
    case 'account':
      return {
        ...head,
        level: event.state === 'ACTIVE' ? 'info' : 'warn',
        code: `state.${event.state}`,
        text: `${scopeText(event.account, event.scope)}: ${event.reason}`,
        order: null,
      };
    case 'margin':
      return {
        ...head,
        level: event.level === 'sound' ? 'info' : 'error',
        code: `margin.${event.level}`,
        text: marginTexts[event.level],
        order: null,
      };
    case 'status':
      return {
        ...head,
        level: event.status === 'open' ? 'info' : 'warn',
        code: `standing.${event.status}`,
        text: event.reason,
        order: null,
      };
    case 'anomaly':
      return {
        ...head,
        level: 'warn',
        code: `anomaly.${event.type}`,
        text: event.detail,
        order: event.order,
      };
    case 'order':
    case 'entry':
    case 'hold':
    case 'position':
    case 'reservation':
    case 'floor':
    case 'limit':
    case 'equity':
    case 'execution':
      return null;
  }
}

const marginTexts = {
  sound: 'there is enough margin again',
  called: 'there is less than positions have to keep',
  liquidating: 'positions are being closed',
  bankrupt: 'everything is closed, and the account owes money',
} as const;
