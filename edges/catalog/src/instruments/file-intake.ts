import { fileError } from '../errors.ts';
import type { Fields } from './fields.ts';
import { FormulaFault, RowFault } from './fields.ts';
import type { FileFormat, FormatChooser } from './file-format.ts';
import type { MasterBuilder, Refused } from './master-builder.ts';
import type { RowReader } from './row-reader.ts';

/** Faulty rows that are told; all are counted. */
const FAULTS_TOLD_MAX = 100;
/** So many faulty rows in a thousand, or in all, make a file unfit. */
const FAULTS_PER_THOUSAND_MAX = 5;
const FAULTS_MIN = 5;
const REASONS_MAX = 100;

/** A row that was not taken. */
export type FaultyRow = {
  readonly row: number;
  readonly field: string;
  readonly expected: string;
  readonly found: string;
};

/** What became of a file. */
export type IntakeReport = {
  readonly file: string;
  readonly rows: number;
  readonly taken: number;
  /** Rows of kinds that are no instruments here, by why. */
  readonly leftOut: ReadonlyMap<string, number>;
  readonly faults: readonly FaultyRow[];
  readonly faultCount: number;
};

/** Reads one file into a builder, piece by piece; what is wrong with it is thrown with file and row. */
export class FileIntake {
  readonly #choose: FormatChooser;
  readonly #file: string;
  readonly #builder: MasterBuilder;
  readonly #leftOut = new Map<string, number>();
  readonly #faults: FaultyRow[] = [];
  #format: FileFormat | null = null;
  #reader: RowReader | null = null;
  #faultCount = 0;
  #taken = 0;

  constructor(choose: FormatChooser, file: string, builder: MasterBuilder) {
    this.#choose = choose;
    this.#file = file;
    this.#builder = builder;
  }

  /** How many rows it has read. */
  get rows(): number {
    return this.#reader?.rows ?? 0;
  }

  feed(piece: Uint8Array): void {
    this.#open(piece).feed(piece);
  }

  /** Says that the file has ended; refuses one with too many faulty rows. */
  end(): IntakeReport {
    this.#open(new Uint8Array(0)).end();
    const { rows } = this;
    const most = Math.max(FAULTS_MIN, (rows * FAULTS_PER_THOUSAND_MAX) / 1000);
    const [first] = this.#faults;
    if (first !== undefined && (this.#faultCount > most || this.#taken === 0)) {
      throw this.#fault(first, `; ${this.#faultCount} of ${rows} rows are wrong`);
    }
    if (this.#taken === 0) {
      const expected = `rows of ${this.#format?.name}`;
      throw this.#fault({ row: 1, field: '', expected, found: 'none of its instruments' }, '');
    }
    const [faults, faultCount] = [this.#faults, this.#faultCount];
    return {
      file: this.#file,
      rows,
      taken: this.#taken,
      leftOut: this.#leftOut,
      faults,
      faultCount,
    };
  }

  #open(first: Uint8Array): RowReader {
    if (this.#reader !== null) return this.#reader;
    const format = this.#choose(first);
    const onRow = (fields: Fields): void => {
      this.#takeRow(format, fields);
    };
    this.#format = format;
    this.#reader = format.open({ file: this.#file, onRow }, first);
    return this.#reader;
  }

  #takeRow(format: FileFormat, fields: Fields): void {
    try {
      const outcome = format.parse(fields);
      if (typeof outcome === 'string') {
        this.#leaveOut(outcome);
        return;
      }
      const refused = this.#builder.add(format.source, outcome);
      if (refused === null) this.#taken += 1;
      else this.#refuse(refused, fields.row);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      const { field, expected, found } = error;
      const fault = { row: fields.row, field, expected, found };
      if (error instanceof FormulaFault) throw this.#fault(fault, '');
      this.#note(fault);
    }
  }

  #refuse({ kind, expected, found }: Refused, row: number): void {
    const fault = { row, field: '', expected, found };
    if (kind === 'sameToken') throw this.#fault(fault, '');
    this.#note(fault);
  }

  #note(fault: FaultyRow): void {
    this.#faultCount += 1;
    if (this.#faults.length < FAULTS_TOLD_MAX) this.#faults.push(fault);
  }

  #leaveOut(reason: string): void {
    const isFull = this.#leftOut.size >= REASONS_MAX && !this.#leftOut.has(reason);
    const name = isFull ? 'other reasons' : reason;
    this.#leftOut.set(name, (this.#leftOut.get(name) ?? 0) + 1);
  }

  #fault({ row, field, expected, found }: FaultyRow, more: string): Error {
    const at = { file: this.#file, line: row, field: field === '' ? null : field };
    return fileError('INSTRUMENTS_BAD_FILE', { ...at, expected, found: `${found}${more}` });
  }
}
