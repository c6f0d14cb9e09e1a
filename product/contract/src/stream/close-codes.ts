/** What a client does when a socket was closed with a code: tries again, with another token first, or not at all. */
export type CloseAdvice = 'retry' | 'renew' | 'stop';

/** Why the server closes a socket: the code of the close frame, whose reason is the name here. */
export const closeCodes = {
  GOING_AWAY: { code: 1001, advice: 'retry', text: 'the server stops' },
  TEXT_ONLY: { code: 1003, advice: 'stop', text: 'messages to the server are JSON text' },
  TOO_MANY_MESSAGES: {
    code: 1008,
    advice: 'retry',
    text: 'more messages than may come in a second',
  },
  TOO_BIG: { code: 1009, advice: 'stop', text: 'a message is larger than may come' },
  SLOW_CONSUMER: { code: 1013, advice: 'retry', text: 'what was sent is not read' },
  UNAUTHENTICATED: { code: 4401, advice: 'stop', text: 'the token is not good' },
  TOKEN_EXPIRED: { code: 4402, advice: 'renew', text: 'the token has ended and no other came' },
  SESSION_ENDED: { code: 4403, advice: 'stop', text: 'the session has ended' },
  AUTH_TIMEOUT: { code: 4408, advice: 'retry', text: 'no token came in time' },
  NO_HEARTBEAT: { code: 4410, advice: 'retry', text: 'no sign of life came' },
  TOO_MANY_CONNECTIONS: { code: 4429, advice: 'retry', text: 'the user has too many connections' },
} as const;
/** The name of a reason to close. */
export type CloseName = keyof typeof closeCodes;

/** What a client does about a close code, whoever sent it. */
export function adviceOf(code: number): CloseAdvice {
  for (const known of Object.values(closeCodes)) if (known.code === code) return known.advice;
  return 'retry';
}
