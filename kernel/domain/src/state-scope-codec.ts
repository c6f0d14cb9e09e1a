import { bookIdPart, strategyIdPart } from './order-codec.ts';
import { unionPart, type Part, type PartsBy } from './part.ts';
import { instrumentIdPart } from './scalar-codec.ts';
import { tags } from './tags.ts';
import type { StateScope } from './trading-event.ts';

const parts: PartsBy<'kind', StateScope> = {
  account: { write() {}, read: () => ({ kind: 'account' }) },
  book: {
    write(writer, scope) {
      bookIdPart.write(writer, scope.book);
    },
    read: (reader) => ({ kind: 'book', book: bookIdPart.read(reader) }),
  },
  strategy: {
    write(writer, scope) {
      strategyIdPart.write(writer, scope.strategy);
    },
    read: (reader) => ({ kind: 'strategy', strategy: strategyIdPart.read(reader) }),
  },
  instrument: {
    write(writer, scope) {
      instrumentIdPart.write(writer, scope.instrument);
    },
    read: (reader) => ({ kind: 'instrument', instrument: instrumentIdPart.read(reader) }),
  },
  firm: { write() {}, read: () => ({ kind: 'firm' }) },
  reconciliation: { write() {}, read: () => ({ kind: 'reconciliation' }) },
  storage: { write() {}, read: () => ({ kind: 'storage' }) },
};

/** What of an account a trading state lies on. */
export const stateScopePart: Part<StateScope> = unionPart<StateScope['kind'], StateScope>({
  what: 'state scope',
  tags: tags.stateScope,
  parts,
  nameOf: (scope) => scope.kind,
});
