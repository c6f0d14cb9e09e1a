import type { DiskFile, Done } from './disk.ts';

/** Writes bytes in place and makes them safe, in one go where the file can. */
export function writeSafely(
  file: DiskFile,
  bytes: Uint8Array,
  { at, done }: { readonly at: number; readonly done: Done },
): void {
  if (file.writeSafe !== undefined) {
    file.writeSafe(bytes, at, done);
    return;
  }
  file.write(bytes, at, (error) => {
    if (error === null) file.sync(done);
    else done(error);
  });
}
