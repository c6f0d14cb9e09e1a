import { Hash128, type OrderId } from 'argosy/core';
import type { ExecutionAlgorithm } from 'argosy/domain';

type Iceberg = Extract<ExecutionAlgorithm, { readonly type: 'iceberg' }>;
/** Which part of an iceberg is meant, and what its instrument trades in. */
type PartOf = {
  readonly parent: OrderId;
  /** How many parts were made before it. */
  readonly place: number;
  readonly lot: number;
  /** The smallest part there may be, in whole lots. */
  readonly least: number;
};

const BPS = 10_000n;
const TWO_POW_32 = 2n ** 32n;

/**
 * How large a part of an iceberg is to be, in whole lots where its size varies. Chance is not to be had here and
 * a restart has to come to the same size, so it is drawn from the parent's id and the part's place.
 */
export function icebergPart(iceberg: Iceberg, { parent, place, lot, least }: PartOf): number {
  if (iceberg.varyBps === undefined) return iceberg.shown;
  const from = leastIcebergPart(iceberg, { lot, least });
  const largest = Math.min(iceberg.shown + spreadOf(iceberg), Number.MAX_SAFE_INTEGER);
  const to = Math.max(from, wholeLots(largest, lot));
  const sizes = BigInt((to - from) / lot + 1);
  return from + Number((wordOf(parent, place) * sizes) / TWO_POW_32) * lot;
}

/** The smallest part that an iceberg may be cut into. */
export function leastIcebergPart(
  iceberg: Iceberg,
  { lot, least }: Pick<PartOf, 'lot' | 'least'>,
): number {
  if (iceberg.varyBps === undefined) return iceberg.shown;
  return Math.max(least, wholeLots(iceberg.shown - spreadOf(iceberg), lot));
}

function spreadOf({ shown, varyBps = 0 }: Iceberg): number {
  return Number((BigInt(shown) * BigInt(varyBps)) / BPS);
}

function wholeLots(qty: number, lot: number): number {
  return qty - (qty % lot);
}

function wordOf(parent: OrderId, place: number): bigint {
  const hash = new Hash128();
  hash.updateText(parent);
  hash.updateUint32(place);
  return BigInt(hash.digestWords()[0]);
}
