import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

/** As `nice` counts: where others want all of the processor, a tenth of what each of them has is left. */
const STEPS_BACK = 10;

/**
 * Lets every other thread have the processor before this one. Linux knows threads apart, and anybody may step back;
 * elsewhere nothing is changed. Processes that it starts from now on step back as it does.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), STEPS_BACK);
  } catch {
    // A machine that hides its processes: all threads are equal there.
  }
}
