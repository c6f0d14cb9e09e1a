import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Gauge, Metrics } from '@argosy/telemetry';

import type { ErrorTable } from './error-table.ts';
import { httpRefusal, sendProblem } from './problem.ts';

/** How many requests that place orders are under way at a time: more would only wait longer for the same work. */
export const PLACES_UNDER_WAY_MAX = 256;

/** Says in a route's configuration that it places orders. */
export const PLACES = { places: true } as const;

type Place = { isHandled: boolean; isOver: boolean };

/**
 * Lets so many requests in at a time that place orders, and turns the others away at once: before anybody has looked who
 * asks, and with nothing done. What only reduces risk never comes by here. A request counts from the moment that all of
 * it is there, so that nobody keeps others out by sending slowly, until its work is over.
 */
export class OrderGate {
  readonly #placesMax: number;
  readonly #places = new WeakMap<FastifyRequest, Place>();
  readonly #gauge: Gauge;
  #underWay = 0;

  constructor(placesMax: number, metrics: Metrics) {
    this.#placesMax = placesMax;
    this.#gauge = metrics.gauge('http_orders_under_way').with({});
  }

  /** Puts itself before all routes that are added from now on. */
  install(server: FastifyInstance, errors: ErrorTable): void {
    const refuse = (reply: FastifyReply): FastifyReply =>
      sendProblem(reply, httpRefusal('TOO_MANY_ORDERS', ''), errors);
    server.addHook('onRequest', (request, reply, done) => {
      if (isPlace(request) && this.#isFull) refuse(reply);
      else done();
    });
    server.addHook('preValidation', (request, reply, done) => {
      if (!isPlace(request)) done();
      else if (this.#isFull) refuse(reply);
      else {
        this.#enter(request, reply);
        done();
      }
    });
  }

  /** Does the work of a request that was let in. */
  async pass<Value>(request: FastifyRequest, work: () => Promise<Value>): Promise<Value> {
    const place = this.#places.get(request);
    if (place === undefined) return work();
    place.isHandled = true;
    try {
      return await work();
    } finally {
      this.#leave(place);
    }
  }

  get #isFull(): boolean {
    return this.#underWay >= this.#placesMax;
  }

  #enter(request: FastifyRequest, reply: FastifyReply): void {
    const place: Place = { isHandled: false, isOver: false };
    this.#places.set(request, place);
    this.#count(1);
    // Refused, or cut off, before its work has begun; work that has begun goes on without whoever asked.
    const drop = (): void => {
      if (!place.isHandled) this.#leave(place);
    };
    reply.raw.once('finish', drop).once('close', drop);
  }

  #leave(place: Place): void {
    if (place.isOver) return;
    place.isOver = true;
    this.#count(-1);
  }

  #count(change: 1 | -1): void {
    this.#underWay += change;
    this.#gauge.set(this.#underWay);
  }
}

function isPlace({ routeOptions: { config } }: FastifyRequest): boolean {
  return 'places' in config && config.places === true;
}
