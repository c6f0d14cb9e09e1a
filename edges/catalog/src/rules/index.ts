export { chargesAsFees, segmentFor } from './charge-fees.ts';
export { chargeMarkets } from './charge-markets.ts';
export { contractNote, type ContractNote, type NoteFill, type NoteOf } from './contract-note.ts';
export { readNoteFills } from './read-fills.ts';
