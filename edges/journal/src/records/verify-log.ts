import { ArgosyError } from 'argosy/core';

import { nodeDisk } from '../disk/node-disk.ts';
import type { Disk } from '../disk/disk.ts';
import { loadManifest, requireArchived, segmentBefore } from '../archive/manifest.ts';
import { journalError } from '../errors.ts';
import { firstPosition, LogReader, type LogPlace } from '../log/log-reader.ts';
import type { BlockHead } from '../log/block.ts';
import type { LogKind } from '../log/segment-header.ts';
import { readRecord } from './record.ts';
import { TapeGaps, type TapeGap } from './read-tape.ts';
import { readTapeRecord } from './tape-record.ts';

/** What is wrong with a log, and where. */
export type LogProblem = {
  readonly code: string;
  readonly message: string;
  /** The position of the record that is due there. */
  readonly position: number;
};

/** What a log was found to be. */
export type LogReport = {
  readonly blocks: number;
  readonly records: number;
  /** The position of the first record that is still kept, and of the last; both 0 where there is none. */
  readonly first: number;
  readonly last: number;
  /** The hash of the last block, in hexadecimal: all before it is as it was, or the hash would differ. */
  readonly hash: string;
  /** How many bytes of an unfinished block stand at the end; the next start puts them aside. */
  readonly tornBytes: number;
  /** What a tape says of itself that it is left without. */
  readonly gaps: readonly TapeGap[];
  readonly problem: LogProblem | null;
};

/** Reads a whole log, each checksum, each link and each record, up to the first thing that is wrong. */
export function verifyLog(folder: string, kind: LogKind, disk: Disk = nodeDisk): LogReport {
  const pass = new Pass({ disk, folder, kind });
  try {
    pass.run();
    return pass.report(null);
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    return pass.report({ code: error.code, message: error.message, position: pass.position });
  } finally {
    pass.close();
  }
}

class Pass {
  readonly #reader: LogReader;
  readonly #kind: LogKind;
  readonly #place: LogPlace;
  readonly #from: number;
  readonly #gaps = new TapeGaps();
  #blocks = 0;
  #records = 0;
  #first = 0;
  #tornBytes = 0;

  constructor(place: LogPlace) {
    this.#from = firstPosition(place);
    this.#reader = new LogReader(place, this.#from);
    this.#kind = place.kind;
    this.#place = place;
  }

  get position(): number {
    return this.#first === 0 ? this.#reader.position : this.#first + this.#records;
  }

  run(): void {
    for (let block = this.#reader.next(); block !== null; block = this.#reader.next()) {
      if (this.#blocks === 0) this.#begin(block.head);
      for (const bytes of block.records) {
        if (this.#kind === 'journal') readRecord(bytes, this.position, () => true);
        else this.#gaps.take(readTapeRecord(bytes, this.position));
        this.#records += 1;
      }
      this.#blocks += 1;
    }
    this.#tornBytes = this.#reader.requireEnd();
    requireArchived(this.#place, this.#records === 0 ? 0 : this.position - 1);
  }

  /** What does not begin with 1 goes on from something: the manifest says from what. */
  #begin({ first, previous }: BlockHead): void {
    this.#first = first;
    if (first === 1) return;
    const { disk, folder } = this.#place;
    const before = segmentBefore(loadManifest(disk, folder, this.#kind), first);
    if (before?.hash === Buffer.from(previous).toString('hex')) return;
    const detail = `${folder} begins with ${first}, and its manifest has nothing that ends before it`;
    throw journalError('CHAIN_BROKEN', detail, { position: first });
  }

  report(problem: LogProblem | null): LogReport {
    return {
      blocks: this.#blocks,
      records: this.#records,
      first: this.#first,
      last: this.#records === 0 ? 0 : this.#first + this.#records - 1,
      hash: Buffer.from(this.#reader.hash ?? []).toString('hex'),
      tornBytes: this.#tornBytes,
      gaps: this.#gaps.found,
      problem,
    };
  }

  close(): void {
    this.#reader.close();
  }
}
