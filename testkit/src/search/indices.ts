import type { UniverseRow } from './universe-row.ts';

const nseIndices: readonly (readonly [symbol: string, name: string])[] = [
  ['NIFTY', 'Nifty 50'],
  ['BANKNIFTY', 'Nifty Bank'],
  ['FINNIFTY', 'Nifty Financial Services'],
  ['MIDCPNIFTY', 'Nifty Midcap Select'],
  ['NIFTYNXT50', 'Nifty Next 50'],
  ['INDIAVIX', 'India VIX'],
  ['NIFTY 100', 'Nifty 100'],
  ['NIFTY 200', 'Nifty 200'],
  ['NIFTY 500', 'Nifty 500'],
  ['NIFTY MIDCAP 50', 'Nifty Midcap 50'],
  ['NIFTY MIDCAP 100', 'Nifty Midcap 100'],
  ['NIFTY MIDCAP 150', 'Nifty Midcap 150'],
  ['NIFTY SMLCAP 100', 'Nifty Smallcap 100'],
  ['NIFTY SMLCAP 250', 'Nifty Smallcap 250'],
  ['NIFTY IT', 'Nifty IT'],
  ['NIFTY AUTO', 'Nifty Auto'],
  ['NIFTY PHARMA', 'Nifty Pharma'],
  ['NIFTY FMCG', 'Nifty FMCG'],
  ['NIFTY METAL', 'Nifty Metal'],
  ['NIFTY REALTY', 'Nifty Realty'],
  ['NIFTY MEDIA', 'Nifty Media'],
  ['NIFTY ENERGY', 'Nifty Energy'],
  ['NIFTY PSU BANK', 'Nifty PSU Bank'],
  ['NIFTY PVT BANK', 'Nifty Private Bank'],
  ['NIFTY INFRA', 'Nifty Infrastructure'],
  ['NIFTY PSE', 'Nifty PSE'],
  ['NIFTY CPSE', 'Nifty CPSE'],
  ['NIFTY COMMODITIES', 'Nifty Commodities'],
  ['NIFTY HEALTHCARE', 'Nifty Healthcare'],
  ['NIFTY OIL AND GAS', 'Nifty Oil & Gas'],
  ['NIFTY CONSR DURBL', 'Nifty Consumer Durables'],
];
const bseIndices: readonly (readonly [symbol: string, name: string])[] = [
  ['SENSEX', 'S&P BSE Sensex'],
  ['BANKEX', 'S&P BSE Bankex'],
  ['BSE100', 'S&P BSE 100'],
  ['BSE500', 'S&P BSE 500'],
  ['BSEMID', 'S&P BSE MidCap'],
  ['BSESML', 'S&P BSE SmallCap'],
];
const funds: readonly (readonly [symbol: string, name: string])[] = [
  ['NIFTYBEES', 'Nippon India ETF Nifty 50 BeES'],
  ['BANKBEES', 'Nippon India ETF Nifty Bank BeES'],
  ['GOLDBEES', 'Nippon India ETF Gold BeES'],
  ['JUNIORBEES', 'Nippon India ETF Nifty Next 50 Junior BeES'],
  ['LIQUIDBEES', 'Nippon India ETF Nifty 1D Rate Liquid BeES'],
  ['ITBEES', 'Nippon India ETF Nifty IT'],
  ['SILVERBEES', 'Nippon India Silver ETF'],
  ['MON100', 'Motilal Oswal NASDAQ 100 ETF'],
  ['SETFNIF50', 'SBI Nifty 50 ETF'],
  ['CPSEETF', 'CPSE ETF'],
  ['ICICIB22', 'Bharat 22 ETF'],
  ['GOLDIETF', 'ICICI Prudential Gold ETF'],
];

/** Indices and exchange-traded funds. */
export function indicesAndFunds(): readonly UniverseRow[] {
  const of =
    (exchange: string, kind: UniverseRow['kind']) =>
    ([symbol, name]: readonly [string, string], at: number): UniverseRow => ({
      id: `${symbol.replaceAll(' ', '')}.${exchange}`,
      exchange,
      kind,
      symbol,
      name,
      isin: null,
      aliases: [],
      underlying: null,
      expiry: null,
      strike: null,
      right: null,
      liquidity: kind === 'fund' ? 1e9 / (at + 1) : 0,
      marketCap: 0,
    });
  return [
    ...nseIndices.map(of('NSE', 'index')),
    ...bseIndices.map(of('BSE', 'index')),
    ...funds.map(of('NSE', 'fund')),
  ];
}
