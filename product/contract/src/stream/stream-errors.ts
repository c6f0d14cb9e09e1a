/** Why a message to the stream came to nothing, besides what orders are refused for. */
export const streamErrors = {
  BAD_MESSAGE: { text: 'the message cannot be read' },
  NOT_AUTHENTICATED: { text: 'a token has to come first' },
  CHANNEL_UNKNOWN: { text: 'there is no such channel, or not for this user' },
  TOO_MANY_SUBSCRIPTIONS: { text: 'the connection would hear too many channels' },
  TOO_MANY_REQUESTS: { text: 'too many requests wait for their answers' },
  INTERNAL_ERROR: { text: 'the request has failed; whether it had an effect is not known' },
} as const;
/** The codes of `streamErrors`. */
export type StreamErrorCode = keyof typeof streamErrors;
