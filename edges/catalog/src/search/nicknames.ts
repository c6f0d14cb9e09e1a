/**
 * What people say for what a list calls otherwise. Each line: the symbol, maybe `=` and other names that
 * lists have for the same thing, then behind a colon what is said. Common knowledge, put together by hand
 * on 2026-11-21; what a name or its initials tell by themselves is not here.
 */
const lines: readonly string[] = [
  'NIFTY = NIFTY 50: nf, nsei, nifty fifty, nifty index, cnx nifty',
  'BANKNIFTY = NIFTY BANK: bn, bnf, nsebank, bnifty, banknifti, nifty bank, bank nifty, nse bank, cnx bank',
  'FINNIFTY = NIFTY FIN SERVICE, NIFTY FINANCIAL SERVICES: fn, fnf, fin nifty, nifty financial services',
  'MIDCPNIFTY = NIFTY MID SELECT, NIFTY MIDCAP SELECT: mcn, midcap nifty, midcp nifty, nifty midcap select',
  'NIFTYNXT50 = NIFTY NEXT 50: nifty next 50, next 50, nifty junior, junior nifty',
  'SENSEX = BSE SENSEX, S&P BSE SENSEX: sx, bsesn, bse 30, sensex 30',
  'BANKEX = BSE BANKEX, S&P BSE BANKEX: bse bank',
  'INDIAVIX = INDIA VIX: vix, volatility index, nifty vix',
  'SBIN: sbi, state bank, state bank of india',
  'RELIANCE: ril, reliance industries',
  'INFY: infosys',
  'TCS: tata consultancy services',
  'LT: larsen, larsen and toubro, lnt',
  'M&M: mnm, mahindra, mahindra and mahindra',
  'HINDUNILVR: hul, hindustan unilever',
  'BHARTIARTL: bharti airtel',
  'KOTAKBANK: kotak, kotak mahindra bank',
  'LICI: lic, life insurance corporation',
  'BANKBARODA: bob, bank of baroda',
  'BANKINDIA: boi, bank of india',
  'DRREDDY: dr reddys, drl',
  'ULTRACEMCO: ultratech cement',
  'MARUTI: msil, maruti suzuki',
  'SUNPHARMA: sun pharma',
  'HEROMOTOCO: hero honda, hero motocorp',
  'POWERGRID: pgcil, power grid corporation',
  'ETERNAL: zomato',
  'IDEA: vi, vodafone',
  'INDIGO: interglobe aviation, indigo airlines',
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
  'DMART: avenue supermarts',
  'HDFCBANK: hdfc bank',
  'HDFCLIFE: hdfc life insurance',
  'ICICIBANK: icici bank',
  'ICICIGI: icici lombard',
  'ICICIPRULI: icici prudential',
  'AXISBANK: axis bank',
  'INDUSINDBK: indusind bank',
  'PNB: punjab national bank',
  'CANBK: canara bank',
  'IDFCFIRSTB: idfc first bank',
  'SBICARD: sbi cards',
  'SBILIFE: sbi life insurance',
  'ASIANPAINT: asian paints',
  'BAJFINANCE: bajaj finance',
  'BAJAJFINSV: bajaj finserv',
  'HAL: hindustan aeronautics',
  'BEL: bharat electronics',
  'BHEL: bharat heavy electricals',
  'IOC: indian oil corporation',
  'ONGC: oil natural gas corporation',
  'BPCL: bharat petroleum',
  'HINDPETRO: hpcl, hindustan petroleum',
  'COALINDIA: coal india',
  'TECHM: tech mahindra',
  'HCLTECH: hcl technologies',
  'TATASTEEL: tata steel',
  'TATAPOWER: tata power',
  'TATACONSUM: tata consumer products',
  'JSWSTEEL: jsw steel',
  'JINDALSTEL: jindal steel',
  'ADANIENT: adani enterprises',
  'ADANIPORTS: adani ports',
  'ATGL: adani total gas',
  'APOLLOHOSP: apollo hospitals',
  'EICHERMOT: eicher motors, royal enfield',
  'NESTLEIND: nestle india',
  'DIVISLAB: divis laboratories',
  'JIOFIN: jio financial services',
  'IRCTC: indian railway catering',
  'RVNL: rail vikas nigam',
  'RPOWER: reliance power',
  'RELINFRA: reliance infrastructure',
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

type Known = {
  readonly symbol: string;
  readonly said: readonly string[];
  /** The words of what is said in several. */
  readonly words: readonly string[];
};

const known = parseLines();

/** The one symbol for things that lists call by several: `niftybank` is `banknifty`. All compact. */
export function canonicalSymbol(compact: string): string {
  return known.get(compact)?.symbol ?? compact;
}

/** What else is said for a symbol or a name, and the other names of the same thing; all compact. */
export function nicknamesOf(compact: string): readonly string[] {
  return known.get(compact)?.said ?? [];
}

/** The words of what is said for a symbol or a name, where it is several. */
export function nicknameWordsOf(compact: string): readonly string[] {
  return known.get(compact)?.words ?? [];
}

function parseLines(): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const line of lines) {
    const [names = '', said = ''] = line.split(':');
    const keys = names.split(/[=,]/u).map(bare);
    const phrases = said.split(',').map((phrase) => phrase.trim());
    const words = phrases
      .filter((phrase) => phrase.includes(' '))
      .flatMap((phrase) => phrase.split(' '));
    const entry = { symbol: keys[0] ?? '', said: [...phrases.map(bare), ...keys], words };
    for (const key of keys) found.set(key, entry);
  }
  return found;
}

/** As `compactText` makes it; the lines hold nothing that would need more. */
function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
}
