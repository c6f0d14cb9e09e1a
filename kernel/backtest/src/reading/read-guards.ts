import { toInstrumentId } from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import {
  indianHalts,
  marketHalts,
  noBands,
  noHalts,
  noInterruptions,
  priceBands,
  volatilityInterruptions,
  type BandFlex,
  type BandModel,
  type BandTerms,
  type HaltLevel,
  type HaltModel,
  type InterruptionModel,
} from 'argosy/matching';

import type { VenueModels } from '../config.ts';
import { failReading, readAt, type Fields } from './fields.ts';
import { finishNamed } from './limit-values.ts';
import { readTime } from './read-calendar.ts';

/** Reads what bounds prices and stops trading at the simulated venue. */
export function readGuards(
  fields: Fields,
  instruments: readonly Instrument[],
): Pick<VenueModels, 'bands' | 'interruptions' | 'halts'> {
  return {
    bands: fields.has('bands') ? readBands(fields.object('bands'), instruments) : noBands,
    interruptions: fields.has('interruptions')
      ? readInterruptions(fields.object('interruptions'))
      : noInterruptions,
    halts: fields.has('halts') ? readHalts(fields.object('halts'), instruments) : noHalts,
  };
}

function readBands(fields: Fields, instruments: readonly Instrument[]): BandModel {
  const references = readReferences(fields, instruments);
  const all = fields.has('basisPoints') ? readBand(fields) : null;
  const named = fields.object('byInstrument');
  const entries = instruments.flatMap(
    ({ id }): readonly (readonly [string, BandTerms | null])[] => {
      const own = named.has(id) ? readOwnBand(named, id) : all;
      const reference = references.get(id);
      if (own === null || reference === undefined) return named.has(id) ? [[id, own]] : [];
      return [[id, { ...own, reference }]];
    },
  );
  finishNamed(named);
  fields.finish('basisPoints');
  const place = fields.placeOf('basisPoints');
  if (fields.isNotedWithin(place)) return noBands;
  return readAt(place, () => priceBands({ all, byInstrument: Object.fromEntries(entries) }));
}

function readOwnBand(named: Fields, id: string): BandTerms | null {
  if (!named.isObject(id)) {
    named.word(id, ['none']);
    return null;
  }
  const fields = named.object(id);
  const terms = readBand(fields);
  fields.finish('basisPoints');
  return terms;
}

function readBand(fields: Fields): BandTerms {
  const basisPoints = fields.whole('basisPoints');
  return fields.has('flex')
    ? { basisPoints, flex: readFlex(fields.object('flex')) }
    : { basisPoints };
}

function readFlex(fields: Fields): BandFlex {
  const flex = {
    basisPoints: fields.whole('basisPoints'),
    within: fields.whole('within'),
    prices: fields.whole('prices', 1),
    wait: fields.millis('wait', '0'),
  };
  fields.finish('basisPoints');
  return flex;
}

/** Closes of the day before the first, each in its instrument's own units. */
function readReferences(
  fields: Fields,
  instruments: readonly Instrument[],
): ReadonlyMap<string, number> {
  const named = fields.object('references');
  const read = instruments
    .filter(({ id }) => named.has(id))
    .map(({ id, pricePrecision }) => [id, named.decimal(id, pricePrecision)] as const);
  finishNamed(named);
  return new Map(read);
}

function readInterruptions(fields: Fields): InterruptionModel {
  const terms = {
    basisPoints: fields.whole('basisPoints'),
    halt: fields.millis('halt', '0'),
    auction: fields.millis('auction', '0'),
  };
  fields.finish('basisPoints');
  return readAt(fields.placeOf('basisPoints'), () => volatilityInterruptions(terms));
}

function readHalts(fields: Fields, instruments: readonly Instrument[]): HaltModel {
  const id = fields.made('index', toInstrumentId);
  // What is wrong in it stands there: no halts follow from it.
  if (fields.isNotedWithin(fields.placeOf('index'))) return noHalts;
  const index = instruments.find((one) => one.id === id);
  if (index === undefined) return failReading(`unknown ${id}`, fields.placeOf('index'));
  const reference = fields.has('reference')
    ? { reference: fields.decimal('reference', index.pricePrecision) }
    : {};
  const levels = fields.list('levels').map(readLevel);
  const exchanges = fields.has('exchanges') ? fields.texts('exchanges') : null;
  fields.finish('index');
  return readAt(fields.placeOf('levels'), () => {
    const indian = indianHalts(id, reference.reference);
    if (indian.terms === null || (levels.length === 0 && exchanges === null)) return indian;
    const given = { ...indian.terms, exchanges: exchanges ?? indian.terms.exchanges };
    return marketHalts(levels.length === 0 ? given : { ...given, levels });
  });
}

function readLevel(fields: Fields): HaltLevel {
  const level = {
    basisPoints: fields.whole('basisPoints'),
    before: fields.made('before', readTime, '24:00'),
    halt: fields.text('halt', '0') === 'day' ? null : fields.millis('halt', '0'),
    auction: fields.millis('auction', '0'),
  };
  fields.finish('basisPoints');
  return level;
}
