import type { InstrumentId, Timestamp } from 'argosy/core';
import { componentsOf, InstrumentTable, type DatedAction, type Instrument } from 'argosy/domain';

import type { BacktestConfig } from '../config.ts';
import { SeriesSetup } from './series-setup.ts';
import { renamedSource } from './renamed-source.ts';
import { seriesSource } from './series-source.ts';

/**
 * The configuration with what its series and actions come to: an instrument and a source for each series,
 * rows of old names under the new ones, and an end for what is delisted.
 */
export function withSeries(config: BacktestConfig): BacktestConfig {
  const { series = [], actions = [] } = config;
  if (series.length === 0 && actions.length === 0) return config;
  const renamed: BacktestConfig = {
    ...config,
    instruments: endedBy(config.instruments, actions),
    sources: config.sources.map((source) => renamedSource(source, actions, config.instruments)),
  };
  return series.length === 0 ? renamed : withSources(renamed);
}

function withSources(config: BacktestConfig): BacktestConfig {
  const contents = config.sources.flatMap((source) => source.contents);
  const setup = new SeriesSetup({ ...config, contents });
  const inOrder = setup.inOrder();
  const table = new InstrumentTable([
    ...config.instruments,
    ...inOrder.map(({ id }) => setup.instrument(id)),
  ]);
  const sourceOf = (id: InstrumentId) => {
    const link = setup.linkOf(id);
    const components = new Set(link.flatMap(componentsOf));
    return seriesSource({
      id,
      contents: setup.contentsOf(id),
      sources: config.sources.filter(({ contents }) =>
        contents.some(({ instrument }) => components.has(instrument)),
      ),
      instruments: table,
      nodes: () => link.map((one) => setup.nodeOf(one)),
      from: config.from,
      until: config.until,
    });
  };
  return {
    ...config,
    instruments: table.all,
    sources: [...config.sources, ...inOrder.map(({ id }) => sourceOf(id))],
  };
}

/** The instruments, of which those that are delisted end then. */
export function endedBy(
  instruments: readonly Instrument[],
  actions: readonly DatedAction[],
): readonly Instrument[] {
  const ends = new Map<InstrumentId, Timestamp>();
  for (const { type, instrument, exAt } of actions) {
    if (type === 'delisting') ends.set(instrument, exAt);
  }
  return instruments.map((instrument) => {
    const end = ends.get(instrument.id);
    const isSooner = end !== undefined && (instrument.validTo ?? Infinity) > end;
    return isSooner ? { ...instrument, validTo: end } : instrument;
  });
}
