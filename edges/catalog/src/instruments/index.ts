export { parseInstrumentId, type ContractName, type IdParts } from './instrument-id.ts';
export type { InstrumentKind, InstrumentRow } from './instrument-row.ts';
