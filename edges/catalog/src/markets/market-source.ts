import { generatorSource, type Source, type SourceContent } from 'argosy/backtest';
import type { MarketData } from 'argosy/domain';

import { BarBuilder } from './bar-builder.ts';
import type { MarketGround } from './market-ground.ts';
import { MarketStream } from './market-stream.ts';
import { streamKinds, type StreamKind, type StreamOptions } from './row-printer.ts';

/**
 * A synthetic market as a source of a backtest; it can be read again, to the same rows.
 *
 * @example
 * const ground = groundMarket({ seed: 7, days: 20 });
 * runBacktest({ instruments: ground.instruments, sources: [marketSource(ground, { bars })], … });
 */
export function marketSource(ground: MarketGround, options: StreamOptions = {}): Source {
  const { seed, firstDay, days } = ground.plan;
  const name = `synthetic market ${JSON.stringify(seed)}, ${days} days from ${firstDay}`;
  const make = (): Iterable<readonly MarketData[]> => batchesOf(ground, options);
  return generatorSource(name, contentsOf(ground, options), make);
}

/** Every batch of a market's data; none is kept. */
export function* batchesOf(
  ground: MarketGround,
  options: StreamOptions = {},
): Generator<readonly MarketData[]> {
  const stream = MarketStream.begin(ground, options);
  for (let rows = stream.next(); rows !== null; rows = stream.next()) yield rows;
}

function contentsOf(ground: MarketGround, options: StreamOptions): readonly SourceContent[] {
  const { instruments, plan } = ground;
  const { kinds = streamKinds, bars = [] } = options;
  const plain = instruments.flatMap(({ id, kind: type }) =>
    kinds
      .filter((kind) => (kind === 'index') === (type === 'index') && isThere(kind, ground))
      .map((kind) => ({ kind, instrument: id })),
  );
  const lengths = bars.map((tail) => {
    return new BarBuilder(instruments, { tail, stepSeconds: plan.stepSeconds });
  });
  const barred = lengths.flatMap((length) =>
    instruments.flatMap(({ id }, number): SourceContent[] => {
      const spec = length.specOf(number);
      return spec === undefined ? [] : [{ kind: 'bar', instrument: id, spec }];
    }),
  );
  return [...plain, ...barred];
}

function isThere(kind: StreamKind, { plan }: MarketGround): boolean {
  return kind !== 'book' || plan.depthLevels > 0;
}
