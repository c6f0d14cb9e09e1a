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
    instruments: config.instruments.map((one) => endedBy(one, actions)),
    sources: config.sources.map((source) => renamedSource(source, actions, config.instruments)),
  };
  return series.length === 0 ? renamed : withSources(renamed);
}

function withSources(config: BacktestConfig): BacktestConfig {
  const setup = new SeriesSetup(config);
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
      until: config.until,
    });
  };
  return {
    ...config,
    instruments: table.all,
    sources: [...config.sources, ...inOrder.map(({ id }) => sourceOf(id))],
  };
}

function endedBy(instrument: Instrument, actions: readonly DatedAction[]): Instrument {
  const ends: readonly Timestamp[] = actions.flatMap((action) => {
    return action.type === 'delisting' && action.instrument === instrument.id ? [action.exAt] : [];
  });
  const [end] = ends;
  if (end === undefined || (instrument.validTo !== null && instrument.validTo <= end)) {
    return instrument;
  }
  return { ...instrument, validTo: end };
}
