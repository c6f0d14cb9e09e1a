import { FileIntake, type IntakeReport } from './file-intake.ts';
import { sourceFormats, type SourceName } from './formats.ts';
import { InstrumentMaster } from './instrument-master.ts';
import { MasterBuilder } from './master-builder.ts';

/** Texts of files by their sources, in the order in which they are read. */
export type SourceText = readonly [source: SourceName, text: string];

/** What small files come to, for tests. */
export type ReadTexts = {
  readonly master: InstrumentMaster;
  readonly builder: MasterBuilder;
  readonly reports: readonly IntakeReport[];
};

/** Reads small files as those of a day. */
export function readTexts(
  texts: readonly SourceText[],
  day: number,
  previous: InstrumentMaster | null = null,
): ReadTexts {
  const builder = new MasterBuilder(day);
  const reports = texts.map(([source, text], place) => {
    const intake = new FileIntake(sourceFormats[source], `${source}-${place + 1}`, builder);
    intake.feed(Buffer.from(text));
    return intake.end();
  });
  return { master: new InstrumentMaster(builder.finish(previous)), builder, reports };
}

/** Rows of Angel One's file; what is not told is that of an ordinary share. */
export function angelText(rows: readonly Readonly<Record<string, string>>[]): string {
  const share = {
    token: '3045',
    symbol: 'SBIN-EQ',
    name: 'SBIN',
    expiry: '',
    strike: '-1.000000',
    lotsize: '1',
    instrumenttype: '',
    exch_seg: 'NSE',
    tick_size: '5.000000',
  };
  return JSON.stringify(rows.map((row) => ({ ...share, ...row })));
}
