/** What the indices are called that contracts are on; all others go by their own letters. */
const indexSymbols: ReadonlyMap<string, string> = new Map([
  ['NIFTY 50', 'NIFTY'],
  ['NIFTY BANK', 'BANKNIFTY'],
  ['NIFTY FIN SERVICE', 'FINNIFTY'],
  ['NIFTY FINANCIAL SERVICES', 'FINNIFTY'],
  ['NIFTY MID SELECT', 'MIDCPNIFTY'],
  ['NIFTY MIDCAP SELECT', 'MIDCPNIFTY'],
  ['NIFTY NEXT 50', 'NIFTYNXT50'],
  ['INDIA VIX', 'INDIAVIX'],
  ['S&P BSE SENSEX', 'SENSEX'],
  ['BSE SENSEX', 'SENSEX'],
]);

/** Series of ordinary shares, in which a company changes now and then without being another. */
const shareSeries: ReadonlySet<string> = new Set(['EQ', 'BE', 'BZ', 'SM', 'ST', 'SZ']);
/** Funds and the lines of shares beside the ordinary one (partly paid, institutional, auctions). */
const besideSeries = /^(?:BL|BT|AF|IQ|RL|IL|MF|IV|RR|P\d|E\d|W\d|SO)$/u;
const suffix = /^(.+)-([A-Z][A-Z0-9]|[A-Z]\d)$/u;

/** A symbol and the series behind it, `SBIN-EQ`; the series is empty where there is none. */
export function splitSeries(text: string): readonly [symbol: string, series: string] {
  const [, symbol = text, series = ''] = suffix.exec(text) ?? [];
  return [symbol, series];
}

/** Whether a series is one of shares or funds; all others are of debt. */
export function isShareSeries(series: string): boolean {
  return series === '' || shareSeries.has(series) || besideSeries.test(series);
}

/** What a share or bond is called here: its series is part of the name where it is no ordinary one. */
export function listedSymbol(symbol: string, series: string): string {
  return series === '' || shareSeries.has(series) ? symbol : `${symbol}-${series}`;
}

/** The symbol of an index, by which contracts name it: `NIFTY` of `Nifty 50`. */
export function indexSymbol(name: string): string {
  const upper = name.toUpperCase();
  return indexSymbols.get(upper) ?? upper.replaceAll(/[^A-Z0-9&-]/gu, '');
}
