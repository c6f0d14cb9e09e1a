export {
  BINARY_VERSION,
  MESSAGE_HEAD_BYTES,
  readRecords,
  RECORD_HEAD_BYTES,
  recordBytes,
  recordKinds,
  type BinaryRecord,
  type RecordKind,
} from './binary-layout.ts';
export {
  CHANNEL_NAME_MAX,
  channelModes,
  channelName,
  parseChannel,
  type ChannelKind,
  type ChannelMode,
  type ChannelParts,
} from './channels.ts';
export type { ChannelContents, ContentOf } from './channel-values.ts';
export { joinBars, type JoinedBars } from './join-bars.ts';
export { adviceOf, closeCodes, type CloseAdvice, type CloseName } from './close-codes.ts';
export type { AlertItem, FillItem } from './items.ts';
export {
  streamProtocols,
  type ChannelValue,
  type RefusedChannel,
  type ServerMessage,
  type StreamEncoding,
  type Subscribed,
  type Welcome,
} from './server-messages.ts';
export { streamErrors, type StreamErrorCode } from './stream-errors.ts';
export type { ChannelListener } from './client-channels.ts';
export { CLIENT_REQUESTS_MAX } from './client-requests.ts';
export type { ClientSocket, ClientTime } from './client-socket.ts';
export { StreamClient, type StreamClientOptions } from './stream-client.ts';
