export { feedErrors, type FeedErrorCode } from './errors.ts';
export {
  formatFeedAddress,
  isLocal,
  PATH_BYTES_MAX,
  parseFeedAddress,
  type FeedAddress,
} from './feed-address.ts';
export { FeedLine, type FeedLineOptions, type FeedListener, type FeedState } from './feed-line.ts';
export { SECRET_LENGTH_MIN } from './feed-proof.ts';
export { FeedWriter, type FeedWriterOptions } from './feed-writer.ts';
export type { FedRow, FeedRow } from './fed-row.ts';
