import { BinaryReader, BinaryWriter } from 'argosy/core';
import { inputCodec, tradingEventCodec } from 'argosy/domain';
import { MemoryJournal, type JournalEntry } from 'argosy/shard';

/** As large as a block of a journal may be. */
const RECORD_BYTES_MAX = 1 << 20;

/** Takes what can be written down and read back, and throws at the rest as a journal on a disk does. */
export class WrittenJournal extends MemoryJournal {
  override append(entry: JournalEntry): ReturnType<MemoryJournal['append']> {
    const writer = new BinaryWriter();
    if (entry.kind === 'input') inputCodec.encode(writer, entry.input);
    else tradingEventCodec.encode(writer, entry.event);
    if (writer.size > RECORD_BYTES_MAX) throw new Error(`${writer.size} bytes are too many`);
    const reader = new BinaryReader(writer.view());
    if (entry.kind === 'input') inputCodec.decode(reader);
    else tradingEventCodec.decode(reader);
    return super.append(entry);
  }
}
