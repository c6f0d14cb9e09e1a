import type { GatewayPlugin } from '../create-gateway.ts';
import { ApiOrders } from './orders/api-orders.ts';
import { Streams, type StreamsOptions } from './streams.ts';

/** What streams need besides the server that they are on. */
export type StreamPluginOptions = Omit<StreamsOptions, 'orders'> & {
  /** Gives the streams to whoever feeds them. */
  readonly onStreams?: (streams: Streams) => void;
};

/**
 * The streams of a gateway: on its server, with its orders, ended before it ends.
 *
 * @example
 * const server = await createGateway(platform, { version, callerOf, plugins: [login, streamPlugin(options)] });
 */
export function streamPlugin({ onStreams, ...options }: StreamPluginOptions): GatewayPlugin {
  return (app) => {
    const streams = new Streams({ ...options, orders: new ApiOrders(app) });
    const detach = streams.attach(app.server);
    app.addHook('preClose', (done) => {
      detach();
      streams.stop();
      done();
    });
    onStreams?.(streams);
  };
}
