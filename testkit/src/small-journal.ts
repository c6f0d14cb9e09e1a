import { FileJournal } from '@argosy/journal';

/** Opens a journal on the disk whose segments are small enough that a few records fill several. */
export function smallJournal(folder: string): Promise<FileJournal> {
  return FileJournal.open({
    folder,
    shard: 'main',
    region: 'in',
    segmentBytes: 64 * 1024,
    reserveBytes: 4096,
    blockBytesMax: 16 * 1024,
    recordBytesMax: 8 * 1024,
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
  });
}
