import { assertNever } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';

import type { EngineParts } from './engine-parts.ts';
import { foldExecution, foldOrder } from './fold-order.ts';
import type { StrategySeat } from './strategy-seat.ts';

/** Folds in what trading said before an engine began; no strategy hears of it. */
export function recallEvent(parts: EngineParts<StrategySeat>, event: TradingEvent): void {
  switch (event.kind) {
    case 'order':
      foldOrder(parts, event);
      break;
    case 'execution':
      foldExecution(parts, event);
      break;
    case 'position':
    case 'entry':
    case 'hold':
    case 'reservation':
    case 'floor':
      parts.portfolio.apply(event);
      break;
    case 'account':
    case 'status':
      parts.states.applyEvent(event);
      break;
    case 'anomaly':
    case 'limit':
    case 'equity':
    case 'margin':
      break;
    default:
      assertNever(event);
  }
}
