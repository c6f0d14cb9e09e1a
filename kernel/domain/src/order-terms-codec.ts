import type { OrderTerms, OrderType } from './order.ts';
import { unionPart, type Part, type PartsBy } from './part.ts';
import { nullablePricePart, pricePart } from './scalar-codec.ts';
import { tags } from './tags.ts';
import type { Trail, TrailKind } from './trail.ts';

const trailParts: PartsBy<'by', Trail> = {
  price: {
    write(writer, trail) {
      pricePart.write(writer, trail.distance);
    },
    read: (reader) => ({ by: 'price', distance: pricePart.read(reader) }),
  },
  ticks: {
    write(writer, trail) {
      writer.int(trail.ticks);
    },
    read: (reader) => ({ by: 'ticks', ticks: reader.int() }),
  },
  bps: {
    write(writer, trail) {
      writer.int(trail.bps);
    },
    read: (reader) => ({ by: 'bps', bps: reader.int() }),
  },
  atr: {
    write(writer, trail) {
      writer.int(trail.hundredths);
      pricePart.write(writer, trail.distance);
    },
    read: (reader) => ({
      by: 'atr',
      hundredths: reader.int(),
      distance: pricePart.read(reader),
    }),
  },
};

const trailPart = unionPart<TrailKind, Trail>({
  what: 'trail',
  tags: tags.trail,
  parts: trailParts,
  nameOf: (trail) => trail.by,
});

type TermsParts = PartsBy<'type', OrderTerms>;

const limit: TermsParts['limit'] = {
  write(writer, terms) {
    pricePart.write(writer, terms.limit);
  },
  read: (reader) => ({ type: 'limit', limit: pricePart.read(reader) }),
};

const stopMarket: TermsParts['stopMarket'] = {
  write(writer, terms) {
    pricePart.write(writer, terms.trigger);
  },
  read: (reader) => ({ type: 'stopMarket', trigger: pricePart.read(reader) }),
};

const stopLimit: TermsParts['stopLimit'] = {
  write(writer, terms) {
    pricePart.write(writer, terms.trigger);
    pricePart.write(writer, terms.limit);
  },
  read: (reader) => ({
    type: 'stopLimit',
    trigger: pricePart.read(reader),
    limit: pricePart.read(reader),
  }),
};

const marketToLimit: TermsParts['marketToLimit'] = {
  write(writer, terms) {
    nullablePricePart.write(writer, terms.limit);
  },
  read: (reader) => ({ type: 'marketToLimit', limit: nullablePricePart.read(reader) }),
};

const marketIfTouched: TermsParts['marketIfTouched'] = {
  write(writer, terms) {
    pricePart.write(writer, terms.trigger);
  },
  read: (reader) => ({ type: 'marketIfTouched', trigger: pricePart.read(reader) }),
};

const limitIfTouched: TermsParts['limitIfTouched'] = {
  write(writer, terms) {
    pricePart.write(writer, terms.trigger);
    pricePart.write(writer, terms.limit);
  },
  read: (reader) => ({
    type: 'limitIfTouched',
    trigger: pricePart.read(reader),
    limit: pricePart.read(reader),
  }),
};

const trailingStopMarket: TermsParts['trailingStopMarket'] = {
  write(writer, terms) {
    trailPart.write(writer, terms.trail);
    nullablePricePart.write(writer, terms.activation);
    nullablePricePart.write(writer, terms.trigger);
  },
  read: (reader) => ({
    type: 'trailingStopMarket',
    trail: trailPart.read(reader),
    activation: nullablePricePart.read(reader),
    trigger: nullablePricePart.read(reader),
  }),
};

const trailingStopLimit: TermsParts['trailingStopLimit'] = {
  write(writer, terms) {
    pricePart.write(writer, terms.limitOffset);
    trailPart.write(writer, terms.trail);
    nullablePricePart.write(writer, terms.activation);
    nullablePricePart.write(writer, terms.trigger);
  },
  read: (reader) => ({
    type: 'trailingStopLimit',
    limitOffset: pricePart.read(reader),
    trail: trailPart.read(reader),
    activation: nullablePricePart.read(reader),
    trigger: nullablePricePart.read(reader),
  }),
};

/** What an order asks of the market. */
export const termsPart: Part<OrderTerms> = unionPart<OrderType, OrderTerms>({
  what: 'order type',
  tags: tags.orderType,
  parts: {
    market: { write() {}, read: () => ({ type: 'market' }) },
    limit,
    stopMarket,
    stopLimit,
    marketToLimit,
    marketIfTouched,
    limitIfTouched,
    trailingStopMarket,
    trailingStopLimit,
  },
  nameOf: (terms) => terms.type,
});
