import { angelFile } from './angel-file.ts';
import { argosyFile } from './argosy-file.ts';
import type { FileFormat, FormatChooser } from './file-format.ts';
import { bseCashFile, nseCashFile, nseDerivativesFile } from './legacy-bhavcopy.ts';
import { udiffFile } from './udiff-file.ts';
import { zerodhaFile } from './zerodha-file.ts';

/** Whose file it is. */
export type SourceName = 'angel' | 'zerodha' | 'bhavcopy' | 'argosy';

/** Every source that is read, by its name. */
export const sourceFormats: Readonly<Record<SourceName, FormatChooser>> = {
  angel: () => angelFile,
  zerodha: () => zerodhaFile,
  bhavcopy: chooseBhavcopy,
  argosy: () => argosyFile,
};

/** So much of a file holds its header. */
const HEADER_BYTES_MAX = 4096;

/** Whether a text is the name of a source. */
export function isSourceName(text: string): text is SourceName {
  return Object.hasOwn(sourceFormats, text);
}

/** Bhavcopies are told apart by a column that only one of them has. */
function chooseBhavcopy(first: Uint8Array): FileFormat {
  const header = Buffer.from(first.subarray(0, HEADER_BYTES_MAX)).toString('latin1').toLowerCase();
  const [line = ''] = header.split('\n');
  if (line.includes('sc_code')) return bseCashFile;
  if (line.includes('option_typ')) return nseDerivativesFile;
  return line.includes('tottrdqty') ? nseCashFile : udiffFile;
}
