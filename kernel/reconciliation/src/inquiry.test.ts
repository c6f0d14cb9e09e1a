import { ok, refuse, toTimestamp } from 'argosy/core';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { Inquiry, wholeQueries } from './inquiry.ts';

const order = anOrderRequest().id;
const failure = refuse('TIMED_OUT', 'no connection');

describe('an inquiry', () => {
  it('is complete once all is answered, and keeps what it heard', () => {
    const inquiry = new Inquiry(toTimestamp(1), wholeQueries(null));
    for (const type of ['orders', 'fills', 'positions', 'funds'] as const) {
      expect(inquiry.isComplete).toBe(false);
      inquiry.take({ type, result: ok([]) });
    }
    expect(inquiry.isComplete).toBe(true);
    expect([inquiry.orders, inquiry.fills, inquiry.positions, inquiry.funds]).toEqual([
      [],
      [],
      [],
      [],
    ]);
    expect(inquiry.failed).toEqual([]);
  });

  it('knows nothing of what failed or was never answered', () => {
    const inquiry = new Inquiry(toTimestamp(1), [{ type: 'positions' }, { type: 'funds' }]);
    inquiry.take({ type: 'positions', result: failure });
    expect([inquiry.positions, inquiry.funds]).toEqual([null, null]);
    expect(inquiry.failed).toEqual(['positions: no connection', 'funds: no answer']);
  });

  it('drops an answer that comes twice or that nobody waits for', () => {
    const inquiry = new Inquiry(toTimestamp(1), [{ type: 'positions' }]);
    inquiry.take({ type: 'funds', result: ok([]) });
    inquiry.take({ type: 'positions', result: failure });
    inquiry.take({ type: 'positions', result: ok([]) });
    expect([inquiry.positions, inquiry.funds]).toEqual([null, null]);
  });

  it('tells an order that is not there from one that could not be asked for', () => {
    const queries = [{ type: 'order', order, brokerId: null } as const];
    const [absent, unknown] = [
      new Inquiry(toTimestamp(1), queries),
      new Inquiry(toTimestamp(1), queries),
    ];
    absent.take({ type: 'order', order, result: ok(null) });
    unknown.take({ type: 'order', order, result: failure });
    expect([...absent.found]).toEqual([[order, null]]);
    expect([...unknown.found]).toEqual([]);
  });
});
