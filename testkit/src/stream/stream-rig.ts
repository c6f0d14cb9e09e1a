import { toTimestamp } from 'argosy/core';
import type { LiveTime } from '@argosy/bridge';
import { FanOut, type Caller, type LatestChannel, type StreamLimits } from '@argosy/gateway';
import { Metrics, metricTable } from '@argosy/telemetry';

import { ManualClock } from '../manual-clock.ts';

const BEGIN_US = 1_000_000;
const RECORD_BYTES = 40;
const TRADE_KIND = 2;

/** A fan-out by a clock that a test lets go on. Its channels have numbers as values. */
export class StreamRig {
  readonly clock: ManualClock = new ManualClock(BEGIN_US);
  readonly metrics: Metrics = new Metrics(metricTable);
  readonly time: LiveTime;
  readonly fanOut: FanOut;

  constructor(limits: Partial<StreamLimits> = {}) {
    const { now, after } = this.clock;
    this.time = { wall: now, elapsed: now, after, soon: (run) => void after(0, run) };
    this.fanOut = new FanOut({
      time: this.time,
      metrics: this.metrics,
      limits: { connectionsPerUserMax: 1_000, ...limits },
    });
  }

  /** A channel whose values are numbers. */
  open(name: string): LatestChannel<number> {
    return this.fanOut.latest.open({
      name,
      pricePrecision: 0,
      sizePrecision: 0,
      codec: { json: (value) => String(value), binary: toRecord },
    });
  }
}

/** An owner who may see every account. */
export function aStreamCaller(changes: Partial<Caller> = {}): Caller {
  return {
    user: 'u-1',
    name: 'owner',
    role: 'owner',
    ownAccount: null,
    accounts: 'all',
    session: 's-1',
    provedAt: toTimestamp(0),
    expiresAt: toTimestamp(Number.MAX_SAFE_INTEGER),
    ...changes,
  };
}

/** A record of a trade whose first number is the value. */
function toRecord(value: number, handle: number, seq: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(RECORD_BYTES));
  view.setUint16(0, RECORD_BYTES, true);
  view.setUint8(2, TRADE_KIND);
  view.setUint32(4, handle, true);
  view.setFloat64(8, seq, true);
  view.setFloat64(16, value, true);
  return new Uint8Array(view.buffer);
}
