/** Longer ones are cut off. */
const SUBJECT_LENGTH_MAX = 200;
/** What of a body says on what something is to be done, in this order. */
const telling = ['account', 'book', 'strategy', 'instrument'] as const;

/** A request as far as it tells what it is about; nothing of it has been checked. */
export type Asking = {
  readonly params: unknown;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
};

/**
 * On what a request wants to do something, before it has been looked at: what its address names, or else the places that
 * its body names and its key.
 *
 * @example
 * subjectOf({ params: {}, body: { account: 'MAIN' }, headers: { 'idempotency-key': 'k-1' } }); // 'MAIN key k-1'
 */
export function subjectOf({ params, body, headers }: Asking): string {
  const named = Object.values(fieldsOf(params)).map(String);
  if (named.length > 0) return boundSubject(named.join(' '));
  const key = headers['idempotency-key'];
  const keyed = typeof key === 'string' ? [`key ${key}`] : [];
  return boundSubject([...placesIn(body), ...keyed].join(' '));
}

/** A subject as the audit takes it. */
export function boundSubject(subject: string): string {
  return subject.slice(0, SUBJECT_LENGTH_MAX);
}

/** Of several orders those of the first: the hash of the body stands for them all. */
function placesIn(body: unknown): readonly string[] {
  const fields = fieldsOf(body);
  const { orders } = fields;
  const all = Array.isArray(orders)
    ? fieldsOf(orders[0])
    : { ...fieldsOf(fields['scope']), ...fields };
  return telling.flatMap((name) => {
    const place = all[name];
    return typeof place === 'string' && place !== '' ? [place] : [];
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
