// Bars of many kinds, of one instrument, at once, built from its trades while the run goes on. Time
// bars keep to the exchange's session: hours count from 09:15, and the last one ends with the session
// at 15:30. A day is the trading day. A tick bar ends after so many trades, a volume bar after so
// many shares, and a composite is built from finer bars. The others end by money,
// by who takes, and by how far the price goes. Nothing trades over the lunch of this market.
import { generatorSource, type Source } from 'argosy/backtest';
import * as core from 'argosy/core';
import { toBarSpecText, type Bar, type BarSpecText, type Equity, type Trade } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { demo, sbin } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const share: Equity = { ...sbin, calendar: core.nseEquity.id };
const kinds: readonly BarSpecText[] = [
  '1-HOUR-LAST-INTERNAL',
  '1-DAY-LAST-INTERNAL',
  '100-TICK-LAST-INTERNAL',
  '5000-VOLUME-LAST-INTERNAL',
  '500000-VALUE-LAST-INTERNAL',
  '8-TICK_IMBALANCE-LAST-INTERNAL',
  '3-TICK_RUNS-LAST-INTERNAL',
  '80-RENKO-LAST-INTERNAL',
  '80-RANGE-LAST-INTERNAL',
  '30-MINUTE-LAST-INTERNAL@10-MINUTE-INTERNAL',
].map((kind) => toBarSpecText(`${share.id}-${kind}`));

class Listener extends Strategy {
  readonly #heard = new Map<BarSpecText, Bar[]>();

  override onStart(): void {
    for (const kind of kinds) {
      this.data.subscribeBars(kind);
      this.#heard.set(kind, []);
    }
  }

  override onBar(bar: Bar): void {
    this.#heard.get(bar.spec)?.push(bar);
  }

  override onStop(): void {
    for (const [kind, bars] of this.#heard) {
      const [first, last] = [bars.at(0), bars.at(-1)].map(hours);
      this.log.info(`${bars.length} of ${kind}, first ${first}, last ${last}`);
    }
  }
}

/** When a bar opened and closed by the clock of the exchange, and its volume. */
function hours(bar: Bar | undefined): string {
  if (bar === undefined) return 'none';
  const offset = core.toMicros(5.5 * core.MICROS_PER_HOUR);
  const [from, until] = [bar.opensAt, bar.closesAt].map((at) => {
    const { hour, minute } = core.toCivil(at, offset);
    return `${hour}:${String(minute).padStart(2, '0')}`;
  });
  return `${from} to ${until} (${bar.volume})`;
}

const opening = timeOf('2026-11-19T09:15:00+05:30');

function timeOf(text: string): core.Timestamp {
  return core.unwrap(core.parseTimestamp(text)).at;
}

/** A trade every half minute of two sessions, a Thursday and a Friday, but none from 12 to 13. */
function trades(): Source {
  const contents = [{ kind: 'trade', instrument: share.id }] as const;
  return generatorSource('trades', contents, function* make() {
    const random = core.Random.fromSeed(11);
    const step = 30 * core.MICROS_PER_SECOND;
    for (let place = 0; place < 2 * 750; place += 1) {
      const day = Math.floor(place / 750);
      const minute = (place % 750) / 2;
      if (minute >= 165 && minute < 225) continue;
      const at = core.toTimestamp(opening + day * core.MICROS_PER_DAY + (place % 750) * step);
      const trade: Trade = {
        kind: 'trade',
        instrument: share.id,
        eventAt: at,
        nanos: 0,
        availableAt: at,
        sourceSequence: place,
        aggressor: null,
        tradeId: core.toTradeId(`T${place}`),
        price: core.toPrice(80_000 + 5 * random.nextInt(200)),
        qty: core.toQuantity(1 + random.nextInt(100)),
      };
      yield [trade];
    }
  });
}

export function runBarsOfManyKinds(): readonly Told[] {
  return [
    runAndTell('bars', {
      instruments: [share],
      sources: [trades()],
      accounts: [demo],
      strategies: [{ id: 'listener', strategy: Listener, account: demo.id }],
      until: timeOf('2026-11-20T15:30:00+05:30'), // else it ends with the last trade, before the bar
    }),
  ];
}
