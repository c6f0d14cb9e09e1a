/**
 * What people say for what a list calls otherwise. Each line: the symbol, maybe `=` and other names that
 * lists have for the same thing, then behind a colon what is said. Common knowledge, put together by hand
 * on 2026-11-21; what a name or its initials tell by themselves is not here.
 */
const lines: readonly string[] = [
  'NIFTY = NIFTY 50: nf, nifty fifty, nifty index, cnx nifty',
  'BANKNIFTY = NIFTY BANK: bn, bnf, bnifty, banknifti, nifty bank, bank nifty, nse bank, cnx bank',
  'FINNIFTY = NIFTY FIN SERVICE, NIFTY FINANCIAL SERVICES: fn, fnf, fin nifty, nifty financial services',
  'MIDCPNIFTY = NIFTY MID SELECT, NIFTY MIDCAP SELECT: mcn, midcap nifty, midcp nifty, nifty midcap select',
  'NIFTYNXT50 = NIFTY NEXT 50: nifty next 50, next 50, nifty junior, junior nifty',
  'SENSEX = BSE SENSEX, S&P BSE SENSEX: sx, bse 30, sensex 30',
  'BANKEX = BSE BANKEX, S&P BSE BANKEX: bse bank',
  'INDIAVIX = INDIA VIX: vix, volatility index, nifty vix',
  'SBIN: sbi, state bank',
  'RELIANCE: ril, reliance industries',
  'INFY: infosys',
  'TCS: tata consultancy',
  'LT: larsen, larsen and toubro, lnt',
  'M&M: mnm, mahindra, mahindra and mahindra',
  'HINDUNILVR: hul, unilever',
  'BHARTIARTL: airtel',
  'KOTAKBANK: kotak',
  'LICI: lic',
  'BANKBARODA: bob',
  'BANKINDIA: boi',
  'DRREDDY: dr reddys, drl',
  'ULTRACEMCO: ultratech',
  'MARUTI: msil, suzuki',
  'SUNPHARMA: sun pharma',
  'HEROMOTOCO: hero honda',
  'POWERGRID: pgcil',
  'ETERNAL: zomato',
  'IDEA: vi, vodafone',
  'INDIGO: interglobe, indigo airlines',
  'TMPV: tata motors, tatamotors',
  'ADANIENSOL: adani transmission, adanitrans',
  'LTM: ltimindtree, ltim, lti, mindtree',
  'UNITDSPR: mcdowell, mcdowell n, usl',
  'SAMMAANCAP: indiabulls housing, ibulhsgfin',
  'SHRIRAMFIN: shriram transport',
  'MOTHERSON: motherson sumi, samvardhana',
  'POLICYBZR: policybazaar, policy bazaar',
  'NYKAA: fsn',
  'PAYTM: one97',
  'NAUKRI: infoedge',
  'DMART: avenue',
  'CRUDEOIL: crude, crude oil, wti',
  'CRUDEOILM: crude mini, crude oil mini, crudem',
  'NATURALGAS: natural gas, natgas, ng',
  'NATGASMINI: natural gas mini, natgas mini, ng mini',
  'GOLDM: gold mini, goldmini',
  'GOLDPETAL: gold petal',
  'GOLDGUINEA: gold guinea',
  'SILVERM: silver mini, silvermini',
  'SILVERMIC: silver micro',
  'ALUMINIUM: aluminum',
  'USDINR: dollar, dollar rupee, usd inr, usd',
  'EURINR: euro, euro rupee, eur inr',
  'GBPINR: pound, gbp inr',
  'JPYINR: yen, jpy inr',
  'GOLDBEES: gold etf, gold bees',
  'NIFTYBEES: nifty etf, nifty bees',
  'BANKBEES: bank etf, bank bees',
  'GOOGL: google',
  'GOOG: google',
  'META: facebook, fb',
  'MSFT: microsoft',
  'AMZN: amazon',
  'BRK.B: berkshire',
  'SPY: s and p 500 etf',
  'QQQ: nasdaq etf',
  'JNJ: johnson and johnson',
  'KO: coke',
  'XYZ: square, block',
];

type Known = { readonly symbol: string; readonly said: readonly string[] };

const known = parseLines();

/** The one symbol for things that lists call by several: `niftybank` is `banknifty`. All compact. */
export function canonicalSymbol(compact: string): string {
  return known.get(compact)?.symbol ?? compact;
}

/** What else is said for a symbol or a name, and the other names of the same thing; all compact. */
export function nicknamesOf(compact: string): readonly string[] {
  return known.get(compact)?.said ?? [];
}

function parseLines(): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const line of lines) {
    const [names = '', said = ''] = line.split(':');
    const keys = names.split(/[=,]/u).map(bare);
    const entry = { symbol: keys[0] ?? '', said: [...said.split(',').map(bare), ...keys] };
    for (const key of keys) found.set(key, entry);
  }
  return found;
}

/** As `compactText` makes it; the lines hold nothing that would need more. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
}
