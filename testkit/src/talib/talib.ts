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

/** TA-Lib itself, compiled to WebAssembly: what indicators are compared with. */
export class Talib {
  readonly #module: Module;
  readonly #pointers: number[] = [];

  private constructor(module: Module) {
    this.#module = module;
  }

  /** Compiles it. Where there is a global `fetch` the package asks it for its file: hide it. */
  static async load(): Promise<Talib> {
    return new Talib((await init()) as Module);
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
      line.set(this.#module.HEAPF64.slice(pointer / DOUBLE, pointer / DOUBLE + size), from);
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
