import { ArgosyError, ok, type Result } from 'argosy/core';
import { previewImport, timeFormats } from '@argosy/catalog/intake';
import type { DataHints, DataPreview } from '@argosy/contract';

import { serverRefusal } from '../errors.ts';

/** What a file would be taken in as, by its first rows; paths in what is wrong are called by the file's own name. */
export async function guessFile(
  path: string,
  name: string,
  { timeFormat, ...hints }: DataHints,
): Promise<Result<Omit<DataPreview, 'upload'>>> {
  const format = timeFormats.find((known) => known === timeFormat);
  if (timeFormat !== undefined && format === undefined) {
    const expected = `expected ${timeFormats.join(', ')}`;
    return serverRefusal('DATA_UNREADABLE', `times as ${timeFormat}: ${expected}`);
  }
  const given = Object.entries(hints).filter(([, hint]) => hint !== undefined);
  const said = {
    ...Object.fromEntries(given),
    ...(format === undefined ? {} : { timeFormat: format }),
  };
  try {
    const { mapping, doubts, errors } = await previewImport(path, said);
    return ok({ mapping: { ...mapping, columns: { ...mapping.columns } }, doubts, errors });
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    return serverRefusal('DATA_UNREADABLE', error.message.replaceAll(path, name));
  }
}
