/** An instrument of the invented market, in the form that search takes. */
export type UniverseRow = {
  readonly id: string;
  readonly exchange: string;
  readonly kind: 'equity' | 'fund' | 'bond' | 'index' | 'currencyPair' | 'future' | 'option';
  readonly symbol: string;
  readonly name: string;
  readonly isin: string | null;
  readonly aliases: readonly string[];
  readonly underlying: string | null;
  readonly expiry: number | null;
  readonly strike: number | null;
  readonly right: 'call' | 'put' | null;
  readonly liquidity: number;
  readonly marketCap: number;
};
