import { refuse, type Result } from 'argosy/core';

/** Why a broker's part says no. `isRetryable`: the same call may go well later, unchanged. */
export const brokerRefusals = {
  NOT_CONNECTED: { message: 'there is no connection', isRetryable: true },
  TIMED_OUT: { message: 'no answer came in time; nothing is known', isRetryable: true },
  ABORTED: { message: 'the caller ended the call', isRetryable: true },
  STOPPED: { message: 'the adapter has stopped', isRetryable: false },
  RATE_LIMITED: { message: 'more calls than the broker allows', isRetryable: true },
  UNDER_WAY: { message: 'a request of it is on its way still', isRetryable: true },
  QUEUE_FULL: { message: 'too much waits to be sent already', isRetryable: true },
  SESSION_EXPIRED: { message: 'the session with the broker is over', isRetryable: true },
  NOT_AUTHORISED: { message: 'the broker does not take these credentials', isRetryable: false },
  UNSUPPORTED: { message: 'the adapter does not do this', isRetryable: false },
  UNKNOWN_ACCOUNT: { message: 'the broker keeps no such account', isRetryable: false },
  UNKNOWN_INSTRUMENT: { message: 'the broker has no such instrument', isRetryable: false },
  SUBSCRIPTIONS_FULL: { message: 'more subscriptions than the feed allows', isRetryable: false },
  BAD_REQUEST: { message: 'the request cannot be meant so', isRetryable: false },
  BROKER_FAULT: { message: 'the broker failed', isRetryable: true },
} as const;

/** The codes of `brokerRefusals`. */
export type BrokerRefusalCode = keyof typeof brokerRefusals;

/**
 * A refusal of the table with the particulars of the case.
 *
 * @example
 * return brokerRefusal('UNKNOWN_INSTRUMENT', 'NOPE.NSE');
 */
export function brokerRefusal(code: BrokerRefusalCode, detail: string): Result<never> {
  return refuse(code, `${brokerRefusals[code].message}: ${detail}`);
}

/** Whether a call that was refused so may be made again unchanged. */
export function isRetryable(code: string): boolean {
  return isBrokerRefusal(code) && brokerRefusals[code].isRetryable;
}

function isBrokerRefusal(code: string): code is BrokerRefusalCode {
  return Object.hasOwn(brokerRefusals, code);
}
