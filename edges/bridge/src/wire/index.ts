export { MessageWriter, type ByteSink } from './message-writer.ts';
export { MESSAGE_BYTES_MAX, messageHead, WireReader, type WireMessage } from './wire.ts';
