import { describe } from 'vitest';

import { describeAccounts } from './account-cases.ts';
import { describeAnswers } from './answer-cases.ts';
import type { OpenBroker } from './broker-seat.ts';
import { describeChanges } from './change-cases.ts';
import { describeLife } from './life-cases.ts';
import { describeMarketData } from './market-cases.ts';
import { describeOrders } from './order-cases.ts';
import { describeTrouble } from './trouble-cases.ts';

/** What every broker's adapter does, written against the port alone; each case opens a broker of its own. */
export function describeBroker(name: string, open: OpenBroker): void {
  describe(`${name}, a broker`, () => {
    describeLife(open);
    describeMarketData(open);
    describeOrders(open);
    describeChanges(open);
    describeTrouble(open);
    describeAccounts(open);
    describeAnswers(open);
  });
}
