import type { BinaryReader } from 'argosy/core';

import type {
  ExecutionAlgorithm,
  ExecutionChange,
  ExecutionChangeType,
  ExecutionPlan,
} from './execution.ts';
import { touchPart } from './market-data-codec.ts';
import { requestPart } from './order-codec.ts';
import { amendmentPart } from './order-member-codec.ts';
import { listPart, namePart, unionPart, type Part, type PartsBy } from './part.ts';
import {
  instrumentIdPart,
  nullableTimestampPart,
  quantityPart,
  textPart,
  timestampPart,
} from './scalar-codec.ts';
import { tags } from './tags.ts';

const outcomePart = namePart('outcome of an execution', tags.executionOutcome);
const deadlinePart = namePart('deadline policy', tags.deadlinePolicy);

const countPart: Part<number> = {
  write(writer, value) {
    writer.uint(value);
  },
  read: (reader) => reader.uint(),
};
const curvePart = listPart(countPart);

type AlgorithmName = ExecutionAlgorithm['type'] | 'icebergVaried';
type VariedIceberg = Extract<ExecutionAlgorithm, { readonly type: 'iceberg' }>;

/** Parts of several sizes came later, under a name of their own. */
const icebergVariedPart: Part<VariedIceberg> = {
  write(writer, { shown, varyBps = 0 }) {
    quantityPart.write(writer, shown);
    writer.uint(varyBps);
  },
  read: (reader) => ({
    type: 'iceberg',
    shown: quantityPart.read(reader),
    varyBps: reader.uint(),
  }),
};

const algorithmParts: PartsBy<'type', ExecutionAlgorithm> = {
  twap: {
    write(writer, value) {
      writer.uint(value.slices);
    },
    read: (reader) => ({ type: 'twap', slices: reader.uint() }),
  },
  vwap: {
    write(writer, value) {
      curvePart.write(writer, value.curve);
    },
    read: (reader) => ({ type: 'vwap', curve: curvePart.read(reader) }),
  },
  shortfall: {
    write(writer, value) {
      writer.uint(value.slices);
      writer.uint(value.urgency);
    },
    read: (reader) => ({ type: 'shortfall', slices: reader.uint(), urgency: reader.uint() }),
  },
  pov: {
    write(writer, value) {
      writer.uint(value.rateBps);
      quantityPart.write(writer, value.least);
    },
    read: (reader) => ({ type: 'pov', rateBps: reader.uint(), least: quantityPart.read(reader) }),
  },
  iceberg: {
    write(writer, value) {
      quantityPart.write(writer, value.shown);
    },
    read: (reader) => ({ type: 'iceberg', shown: quantityPart.read(reader) }),
  },
};

const algorithmPart: Part<ExecutionAlgorithm> = unionPart<AlgorithmName, ExecutionAlgorithm>({
  what: 'execution algorithm',
  tags: tags.executionAlgorithm,
  parts: { ...algorithmParts, icebergVaried: icebergVariedPart },
  nameOf: (algorithm) => {
    const isVaried = algorithm.type === 'iceberg' && algorithm.varyBps !== undefined;
    return isVaried ? 'icebergVaried' : algorithm.type;
  },
});

const routed = { cancel: 'cancelRouted', sweep: 'sweepRouted' } as const;
const routesPart = listPart(instrumentIdPart);

/** Routes came later: the name of the policy says whether they follow it. */
function readEnd(reader: BinaryReader): Pick<ExecutionPlan, 'atEnd' | 'routes'> {
  const name = deadlinePart.read(reader);
  if (name === 'cancel' || name === 'sweep') return { atEnd: name };
  return { atEnd: name === 'cancelRouted' ? 'cancel' : 'sweep', routes: routesPart.read(reader) };
}

/** How a parent order is worked. */
export const executionPlanPart: Part<ExecutionPlan> = {
  write(writer, plan) {
    algorithmPart.write(writer, plan.algorithm);
    nullableTimestampPart.write(writer, plan.startAt);
    timestampPart.write(writer, plan.endAt);
    deadlinePart.write(writer, plan.routes === undefined ? plan.atEnd : routed[plan.atEnd]);
    if (plan.routes !== undefined) routesPart.write(writer, plan.routes);
  },
  read: (reader) => ({
    algorithm: algorithmPart.read(reader),
    startAt: nullableTimestampPart.read(reader),
    endAt: timestampPart.read(reader),
    ...readEnd(reader),
  }),
};

const changeParts: PartsBy<'type', ExecutionChange> = {
  began: {
    write(writer, change) {
      requestPart.write(writer, change.request);
      executionPlanPart.write(writer, change.plan);
      touchPart.write(writer, change.touch);
    },
    read: (reader) => ({
      type: 'began',
      request: requestPart.read(reader),
      plan: executionPlanPart.read(reader),
      touch: touchPart.read(reader),
    }),
  },
  sliced: {
    write(writer, change) {
      quantityPart.write(writer, change.qty);
      quantityPart.write(writer, change.volume);
    },
    read: (reader) => ({
      type: 'sliced',
      qty: quantityPart.read(reader),
      volume: quantityPart.read(reader),
    }),
  },
  held: {
    write(writer, change) {
      textPart.write(writer, change.code);
      textPart.write(writer, change.reason);
    },
    read: (reader) => ({
      type: 'held',
      code: textPart.read(reader),
      reason: textPart.read(reader),
    }),
  },
  amended: amendmentPart('amended'),
  ending: outcomeMember('ending'),
  ended: outcomeMember('ended'),
};

/** What happened to a parent order. */
export const executionChangePart: Part<ExecutionChange> = unionPart<
  ExecutionChangeType,
  ExecutionChange
>({
  what: 'change of an execution',
  tags: tags.executionChange,
  parts: changeParts,
  nameOf: (change) => change.type,
});

type Outcome<Name extends string> = {
  readonly type: Name;
  readonly outcome: Extract<ExecutionChange, { readonly type: 'ended' }>['outcome'];
  readonly reason: string;
};

function outcomeMember<Name extends string>(type: Name): Part<Outcome<Name>> {
  return {
    write(writer, change) {
      outcomePart.write(writer, change.outcome);
      textPart.write(writer, change.reason);
    },
    read: (reader) => ({ type, outcome: outcomePart.read(reader), reason: textPart.read(reader) }),
  };
}
