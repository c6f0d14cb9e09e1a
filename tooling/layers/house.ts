/**
 * The order of the house: a room may import only rooms named before it. `edges/adapters/*` stand
 * last among the edges and never import each other.
 */
const house = {
  kernel: [
    'core',
    'domain',
    'indicators',
    'quant',
    'orders',
    'matching',
    'ledger',
    'risk',
    'fix',
    'engine',
    'trading',
    'reconciliation',
    'shard',
    'backtest',
    'vector',
    'report',
  ],
  edges: ['telemetry', 'journal', 'storage', 'messaging', 'catalog', 'bridge'],
  product: ['strategies', 'lab', 'desk', 'brokerage', 'signals', 'fleet', 'contract', 'gateway'],
} as const;

/** `around` is what uses the product without being part of it: benches, examples, reliability. */
export type Wing = 'kernel' | 'edges' | 'product' | 'apps' | 'testkit' | 'around';

/** A room: its wing and its path from the root, e.g. `kernel/core` or `edges/adapters/sim`. */
export type Room = { readonly wing: Wing; readonly path: string };

const order: readonly string[] = [
  ...house.kernel.map((name) => `kernel/${name}`),
  ...house.edges.map((name) => `edges/${name}`),
  'edges/adapters',
  ...house.product.map((name) => `product/${name}`),
];

/** The room that a file or folder belongs to, or undefined where the house has no such place. */
export function roomOf(path: string): Room | undefined {
  const [first = '', name = '', inner = ''] = path.split('/');
  const wing = wingOf(first);
  if (wing === undefined) return undefined;
  if (wing === 'testkit' || wing === 'around') return { wing, path: first };
  if (wing === 'apps') return { wing, path: `apps/${name}` };
  if (name === 'adapters') return { wing, path: `edges/adapters/${inner}` };
  return order.includes(`${wing}/${name}`) ? { wing, path: `${wing}/${name}` } : undefined;
}

/** Where a room stands in the order; what the order does not name (testkit, apps) stands last. */
export function positionOf(path: string): number {
  const position = order.indexOf(path.startsWith('edges/adapters/') ? 'edges/adapters' : path);
  return position === -1 ? order.length : position;
}

/** The terminal runs in a browser: what it takes from the house runs there, and says nothing of the inside. */
const forBrowsers: readonly string[] = ['kernel/core', 'kernel/indicators', 'product/contract'];

/** Why `from` may not import `to`, or undefined where it may. */
export function refuseImport(from: Room, to: Room, isFromTest: boolean): string | undefined {
  if (from.path === to.path) return undefined;
  if (to.wing === 'apps') return refuseApp(from, to);
  if (to.wing === 'around') return `nothing imports ${to.path}`;
  if (to.wing === 'testkit') {
    return isFromTest ? undefined : 'only tests, benches and reliability import testkit';
  }
  return from.path === 'apps/terminal' ? refuseTerminal(to) : refuseOrder(from, to);
}

function refuseTerminal(to: Room): string | undefined {
  if (forBrowsers.includes(to.path)) return undefined;
  return `of the house, apps/terminal imports ${forBrowsers.join(', ')} only`;
}

/** The command starts the server; nothing else imports an app. */
function refuseApp(from: Room, to: Room): string | undefined {
  const isStart = from.path === 'apps/cli' && to.path === 'apps/server';
  return isStart ? undefined : 'nothing imports apps';
}

function refuseOrder(from: Room, to: Room): string | undefined {
  if (from.wing === 'apps' || from.wing === 'testkit' || from.wing === 'around') return undefined;
  if (from.path === 'kernel/trading' && to.path === 'kernel/engine') {
    return 'engine and trading never import each other';
  }
  const distance = positionOf(from.path) - positionOf(to.path);
  if (distance === 0) return 'adapters never import each other';
  return distance > 0 ? undefined : `${to.path} stands below ${from.path}`;
}

function wingOf(folder: string): Wing | undefined {
  switch (folder) {
    case 'kernel':
    case 'edges':
    case 'product':
    case 'apps':
    case 'testkit':
      return folder;
    case 'benches':
    case 'examples':
    case 'reliability':
      return 'around';
    default:
      return undefined;
  }
}
