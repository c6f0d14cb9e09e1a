import type { FastifyInstance } from 'fastify';

type Address = { readonly parts: readonly string[]; readonly methods: Set<string> };

/** The addresses of a server with the methods that each takes: tells a wrong method from a wrong address. */
export class KnownAddresses {
  readonly #addresses = new Map<string, Address>();

  /** Learns of every route that is added from now on. */
  watch(app: FastifyInstance): void {
    app.addHook('onRoute', ({ url, method }) => {
      const known = this.#addresses.get(url) ?? { parts: url.split('/'), methods: new Set() };
      for (const each of [method].flat()) known.methods.add(each);
      this.#addresses.set(url, known);
    });
  }

  /** The methods that an address takes; none where there is nothing. */
  methodsOf(path: string): readonly string[] {
    const parts = path.split('/');
    const found = [...this.#addresses.values()].filter((address) => isSame(address.parts, parts));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  }
}

function isSame(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.at(-1) === '*') {
    const head = pattern.slice(0, -1);
    return parts.length >= pattern.length && head.every((part, place) => part === parts[place]);
  }
  return (
    pattern.length === parts.length &&
    pattern.every((part, place) => part.startsWith(':') || part === parts[place])
  );
}
