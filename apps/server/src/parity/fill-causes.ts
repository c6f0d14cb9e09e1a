import type { Fill } from 'argosy/domain';

/** A fill as a broker or venue tells it. */
export type ToldFill = Omit<Fill, 'flags'>;

/**
 * Why fills are not those of a backtest.
 * - `latency`: the order met the market at another instant, at another price or for another quantity.
 * - `queue`: it waited in the book, and others before it were more, or fewer, than the model has.
 * - `charges`: the same was bought or sold for another fee.
 */
export type FillCause = 'latency' | 'queue' | 'charges';

/** Every cause there is. */
export const fillCauses: readonly FillCause[] = ['latency', 'queue', 'charges'];

/** Why the fills of an order differ; empty where they are the same. */
export function causesOf(
  recorded: readonly ToldFill[],
  again: readonly ToldFill[],
): readonly FillCause[] {
  const [one, other] = [sumOf(recorded), sumOf(again)];
  if (one.qty !== other.qty || one.value !== other.value) {
    return [hasWaited([...recorded, ...again]) ? 'queue' : 'latency'];
  }
  const isLater = recorded[0]?.at !== again[0]?.at || recorded.at(-1)?.at !== again.at(-1)?.at;
  return [
    ...(isLater ? (['latency'] as const) : []),
    ...(one.fees === other.fees ? [] : (['charges'] as const)),
  ];
}

/** Whether an order stood in the book when it was filled, wherever it was. */
function hasWaited(fills: readonly ToldFill[]): boolean {
  return fills.length > 0 && fills.every(({ liquidity }) => liquidity === 'maker');
}

type FillSum = { readonly qty: number; readonly value: bigint; readonly fees: string };

function sumOf(fills: readonly ToldFill[]): FillSum {
  const fees = new Map<string, bigint>();
  for (const { fee } of fills) fees.set(fee.currency, (fees.get(fee.currency) ?? 0n) + fee.amount);
  const amounts = [...fees].map(([currency, amount]) => `${amount} ${currency}`);
  return {
    qty: fills.reduce((sum, { qty }) => sum + qty, 0),
    value: fills.reduce((sum, { qty, price }) => sum + BigInt(qty) * BigInt(price), 0n),
    fees: amounts.sort((a, b) => (a < b ? -1 : 1)).join(),
  };
}
