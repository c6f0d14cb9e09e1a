/** How the values of a channel are written. */
export type ValueCodec<Value> = {
  /** A value as JSON. */
  json(value: Value): string;
  /** A whole binary record. */
  binary(value: Value, handle: number, seq: number): Uint8Array;
};

/** What a channel of newest values is made of. */
export type LatestChannelOptions<Value> = {
  readonly name: string;
  /** What binary messages call it. */
  readonly handle: number;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
  readonly codec: ValueCodec<Value>;
};

/**
 * The newest value of a key. It is written once in each encoding, when somebody is due to have it, and for all of
 * them: one that is overtaken before is never written.
 */
export class LatestChannel<Value = unknown> {
  readonly mode = 'latest';
  readonly name: string;
  readonly handle: number;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
  /** How many connections hear it. */
  holders = 0;
  /** How many connections that want each value hear it. */
  eagerHolders = 0;
  readonly #codec: ValueCodec<Value>;
  readonly #head: string;
  #value: Value | undefined;
  #seq = 0;
  #revision = 0;
  #json: Uint8Array | null = null;
  #binary: Uint8Array | null = null;

  constructor({ name, handle, pricePrecision, sizePrecision, codec }: LatestChannelOptions<Value>) {
    this.name = name;
    this.handle = handle;
    this.pricePrecision = pricePrecision;
    this.sizePrecision = sizePrecision;
    this.#codec = codec;
    this.#head = `,{"channel":${JSON.stringify(name)},"seq":`;
  }

  /** The number of its newest value; 0 where it has none. */
  get seq(): number {
    return this.#seq;
  }

  /** The revision of the fan-out at which it had its newest value; 0 where it has none. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes its newest value. */
  take(value: Value, revision: number): void {
    this.#value = value;
    this.#seq += 1;
    this.#revision = revision;
    this.#json = null;
    this.#binary = null;
  }

  /** Its value is no longer the newest: who begins to hear it waits for the next. */
  forget(): void {
    this.#value = undefined;
    this.#json = null;
    this.#binary = null;
  }

  /** Its newest value as a member of a list, with a comma before it; empty where there is none. */
  json(): Uint8Array {
    if (this.#value === undefined) return nothing;
    return (this.#json ??= Buffer.from(
      `${this.#head}${this.#seq},"value":${this.#codec.json(this.#value)}}`,
    ));
  }

  /** Its newest value as a record; empty where there is none. */
  binary(): Uint8Array {
    if (this.#value === undefined) return nothing;
    return (this.#binary ??= this.#codec.binary(this.#value, this.handle, this.#seq));
  }
}

const nothing = new Uint8Array(0);
