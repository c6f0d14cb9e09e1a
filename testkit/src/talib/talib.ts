import { init } from 'talib-web';

/** What is used of the WebAssembly module that TA-Lib was compiled to. */
type Module = {
  readonly HEAPF64: Float64Array;
  readonly HEAP32: Int32Array;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
  ccall(name: string, returns: 'number', types: readonly string[], args: readonly number[]): number;
};

type Kernel = (...args: readonly number[]) => number;

/** What a function of TA-Lib is called with. */
export type TalibCall = {
  readonly inputs: readonly Float64Array[];
  readonly options: readonly number[];
  /** How many lines it gives. */
  readonly outputs: number;
};

const DOUBLE = 8;

/** The functions whose lines are whole numbers of 32 bits. */
const wholeNumbers = /^(CDL|HT_TRENDMODE|M(IN|AX|INMAX)INDEX)/u;

/** How a candle's size is measured, over how many candles before it, and the share of their average. */
type CandleSetting = readonly [range: 0 | 1 | 2, period: number, factor: number];
/** What TA-Lib measures: the body, the whole range, or both shadows. */
const [BODY, RANGE, SHADOWS] = [0, 1, 2] as const;
/** What `TA_RestoreCandleDefaultSettings` sets, in the order of its settings. */
const candleSettings: Readonly<Record<string, CandleSetting>> = {
  bodyLong: [BODY, 10, 1],
  bodyVeryLong: [BODY, 10, 3],
  bodyShort: [BODY, 10, 1],
  bodyDoji: [RANGE, 10, 0.1],
  shadowLong: [BODY, 0, 1],
  shadowVeryLong: [BODY, 0, 2],
  shadowShort: [SHADOWS, 10, 1],
  shadowVeryShort: [RANGE, 10, 0.1],
  near: [RANGE, 5, 0.2],
  far: [RANGE, 5, 0.6],
  equal: [RANGE, 5, 0.05],
};
/**
 * Where the module keeps them: the package leaves out `TA_Initialize`, so they are zeroes and nothing
 * sets them. Each is its number, its range, its period and, eight bytes on, its factor.
 */
const CANDLE_SETTINGS_AT = 4120;
const CANDLE_SETTING_BYTES = 24;

/** TA-Lib itself, compiled to WebAssembly: what indicators are compared with. */
export class Talib {
  readonly #module: Module;
  readonly #pointers: number[] = [];

  private constructor(module: Module) {
    this.#module = module;
  }

  /** Compiles it. Where there is a global `fetch` the package asks it for its file: hide it. */
  static async load(): Promise<Talib> {
    const talib = new Talib((await init()) as Module);
    talib.#setCandles();
    return talib;
  }

  /** The lines that `TA_<name>` gives over columns of one length, NaN where it gives nothing. */
  call(name: string, { inputs, options, outputs }: TalibCall): readonly Float64Array[] {
    const rows = inputs[0]?.length ?? 0;
    const columns = inputs.map((column) => this.#copyIn(column));
    const [begin, count] = [this.#room(DOUBLE), this.#room(DOUBLE)];
    const lines = Array.from({ length: outputs }, () => this.#room(rows * DOUBLE));
    const args = [0, rows - 1, ...columns, ...options, begin, count, ...lines];
    const types = args.map(() => 'number');
    const code = this.#module.ccall(`TA_${name}`, 'number', types, args);
    if (code !== 0) throw new Error(`TA_${name} gave the code ${code}`);
    const from = this.#module.HEAP32[begin / 4] ?? 0;
    const size = this.#module.HEAP32[count / 4] ?? 0;
    const found = lines.map((pointer) => {
      const line = new Float64Array(rows).fill(NaN);
      const heap = wholeNumbers.test(name) ? this.#module.HEAP32 : this.#module.HEAPF64;
      const start = pointer / heap.BYTES_PER_ELEMENT;
      line.set(heap.subarray(start, start + size), from);
      return line;
    });
    this.#release();
    return found;
  }

  /**
   * The bare kernel with its inputs already in its memory, to be timed: each call works them through.
   * Its room is given back with the next one that is made, or called.
   */
  kernel(name: string, { inputs, options, outputs }: TalibCall): () => void {
    this.#release();
    const rows = inputs[0]?.length ?? 0;
    const columns = inputs.map((column) => this.#copyIn(column));
    const room = [DOUBLE, DOUBLE, ...Array.from({ length: outputs }, () => rows * DOUBLE)];
    const args = [0, rows - 1, ...columns, ...options, ...room.map((bytes) => this.#room(bytes))];
    const run = Reflect.get(this.#module, `_TA_${name}`) as Kernel | undefined;
    if (run === undefined) throw new Error(`there is no TA_${name}`);
    return () => {
      const code = run(...args);
      if (code !== 0) throw new Error(`TA_${name} gave the code ${code}`);
    };
  }

  #release(): void {
    for (const pointer of this.#pointers.splice(0)) this.#module._free(pointer);
  }

  /** Gives the module its candle settings, and makes sure that they were put where it reads them. */
  #setCandles(): void {
    const { HEAP32: words, HEAPF64: doubles } = this.#module;
    for (const [place, [range, period, factor]] of Object.values(candleSettings).entries()) {
      const at = CANDLE_SETTINGS_AT + place * CANDLE_SETTING_BYTES;
      words.set([place, range, period], at / 4);
      doubles[(at + 16) / DOUBLE] = factor;
    }
    const inputs = Array.from({ length: 4 }, () => new Float64Array(12).fill(1));
    const [found] = this.call('CDLDOJI', { inputs, options: [], outputs: 1 });
    const first = found?.indexOf(100);
    if (first !== 10) throw new Error(`TA_CDLDOJI first gives 100 in row ${first}, expected 10`);
  }

  #room(bytes: number): number {
    const pointer = this.#module._malloc(bytes);
    this.#pointers.push(pointer);
    return pointer;
  }

  #copyIn(column: Float64Array): number {
    const pointer = this.#room(column.length * DOUBLE);
    this.#module.HEAPF64.set(column, pointer / DOUBLE);
    return pointer;
  }
}
