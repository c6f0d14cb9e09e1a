import { readChargeMarket, type ChargeMarket } from './charge-rules.ts';
import india from './data/charges-india.json' with { type: 'json' };
import us from './data/charges-us.json' with { type: 'json' };

let markets: ReadonlyMap<string, ChargeMarket> | null = null;

/** The markets whose charges come along, by name; their files are read when first asked for. */
export function chargeMarkets(): ReadonlyMap<string, ChargeMarket> {
  markets ??= new Map([
    ['india', readChargeMarket('india', 'charges-india.json', india)],
    ['us', readChargeMarket('us', 'charges-us.json', us)],
  ]);
  return markets;
}
