import type { InstrumentColumns } from './columns.ts';
import { FileIntake, type IntakeReport } from './file-intake.ts';
import { sourceFormats, type SourceName } from './formats.ts';
import type { InstrumentMaster } from './instrument-master.ts';
import { MasterBuilder, type Disagreement } from './master-builder.ts';
import { readPieces } from './read-pieces.ts';

/** A file of instruments, and whose it is. */
export type InstrumentFile = { readonly source: SourceName; readonly path: string };

/** What files are put together for. */
export type LoadOptions = {
  /** The day they are of, counted from 1970-01-01. */
  readonly day: number;
  /** The instruments of the day before, whose ids are kept. */
  readonly previous: InstrumentMaster | null;
  readonly signal?: AbortSignal;
  /** Told now and then; bytes are those of the file that is being read. */
  readonly onProgress?: (progress: LoadProgress) => void;
};

/** How far a file is read. */
export type LoadProgress = { readonly file: string; readonly bytes: number; readonly rows: number };

/** The instruments of a day, and what the files were like. */
export type LoadedFiles = {
  readonly columns: InstrumentColumns;
  readonly reports: readonly IntakeReport[];
  /** The first of those; and how many there are. */
  readonly disagreements: readonly Disagreement[];
  readonly disagreementCount: number;
};

/** Reads files and puts them together; of what they contradict each other in, the first is believed. */
export async function loadFiles(
  files: readonly InstrumentFile[],
  { day, previous, signal, onProgress }: LoadOptions,
): Promise<LoadedFiles> {
  const builder = new MasterBuilder(day);
  const reports: IntakeReport[] = [];
  for (const { source, path } of files) {
    const intake = new FileIntake(sourceFormats[source], path, builder);
    let bytes = 0;
    for await (const piece of readPieces(path, signal)) {
      intake.feed(piece);
      bytes += piece.length;
      onProgress?.({ file: path, bytes, rows: intake.rows });
    }
    reports.push(intake.end());
  }
  const { disagreements, disagreementCount } = builder;
  return { columns: builder.finish(previous), reports, disagreements, disagreementCount };
}
