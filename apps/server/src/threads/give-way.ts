import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';

/** As `nice` counts: where others want all of the processor it gets a third of what each of them has, and never stands still. */
const STEPS_BACK = 5;

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
