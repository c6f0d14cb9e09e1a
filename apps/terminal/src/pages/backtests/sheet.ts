/** What is not there, and why. */
type Absent = { readonly absent: string };
/** A part of a sheet, or why there is none. */
export type Part<Value> = Value | Absent;
type Figure = number | null;

/** A step of the way from gross to net. */
export type CostStep = {
  readonly kind: string;
  readonly name: string;
  readonly amount: string;
};

/** What is read of a tear sheet (docs/tear-sheet.md). Amounts are decimals, figures fractions and ratios. */
export type Sheet = {
  readonly schema: 'argosy-tear-sheet/1';
  readonly title: string;
  readonly currency: string;
  readonly source: { readonly isPartial: boolean };
  readonly period: { readonly from: string; readonly until: string; readonly days: number };
  readonly summary: {
    readonly opening: string;
    readonly closing: string;
    readonly net: string;
    readonly growth: Figure;
    readonly figures: Readonly<Record<string, Figure>>;
    readonly notes: Readonly<Record<string, string>>;
  };
  readonly benchmark: Part<{ readonly name: string; readonly growth: Figure }>;
  readonly curve: {
    readonly at: readonly string[];
    readonly equity: readonly string[];
    readonly growth: readonly number[];
    readonly fall: readonly number[];
    readonly benchmark: readonly Figure[];
  };
  readonly months: Part<readonly SheetMonth[]>;
  readonly years: Part<readonly SheetMonth[]>;
  readonly rolling: Part<{
    readonly window: number;
    readonly day: readonly string[];
    readonly sharpe: readonly Figure[];
    readonly volatility: readonly Figure[];
  }>;
  readonly trades: Part<{
    readonly count: number;
    readonly winners: number;
    readonly losers: number;
    readonly figures: Readonly<Record<string, Figure>>;
    readonly distribution: {
      readonly edges: readonly number[];
      readonly counts: readonly number[];
    };
  }>;
  readonly excursions: Part<{
    readonly adverse: readonly number[];
    readonly favourable: readonly number[];
    readonly gain: readonly number[];
    readonly convention: string;
  }>;
  readonly costs: Part<{
    readonly steps: readonly CostStep[];
    readonly convention: string;
  }>;
  readonly card: {
    readonly command: Part<string>;
    readonly file: Part<{ readonly path: string; readonly sha256: string }>;
    readonly argosy: Part<string>;
    readonly node: Part<string>;
    readonly commit: Part<string>;
    readonly seed: Part<string | number>;
    readonly events: Part<string>;
    readonly data: Part<readonly { readonly name: string; readonly hash: string }[]>;
    readonly strategies: Part<
      readonly {
        readonly id: string;
        readonly name: string;
        readonly parameters: unknown;
      }[]
    >;
    readonly models: Part<unknown>;
  };
  readonly notes: readonly string[];
};

/** A month or a year. */
export type SheetMonth = {
  readonly period: string;
  readonly return: number;
  readonly benchmark: Figure;
};

/** Whether a part is not there. */
export function isAbsent<Value>(part: Part<Value>): part is Absent {
  return typeof part === 'object' && part !== null && 'absent' in part;
}

/** A sheet of the server's own files; null where it is of a version that is not known here. */
export function readSheet(bytes: Uint8Array): Sheet | null {
  const read: unknown = JSON.parse(new TextDecoder().decode(bytes));
  const isKnown =
    typeof read === 'object' &&
    read !== null &&
    'schema' in read &&
    read.schema === 'argosy-tear-sheet/1';
  // The server wrote it, by the contract that its schema names.
  return isKnown ? (read as Sheet) : null;
}

/** A value of the card as one line. */
export function cardText(part: Part<unknown>): string {
  if (isAbsent(part)) return part.absent;
  return typeof part === 'string' ? part : JSON.stringify(part);
}
