import { caseData, caseSessions, type CaseData } from './market-story.ts';
import { caseTypes, orderCases, type CaseFlag, type OrderCase } from './order-cases.ts';
import { runCases } from './run-cases.ts';

/** What becomes of one case, by data and session in their order. */
type Fate = { readonly one: OrderCase; readonly byData: readonly (readonly string[])[] };

/** Rows of a table that say the same. */
type Row = { readonly flags: string[]; readonly tifs: string; readonly cells: readonly string[] };

/** Where all types are shown in depth that trade with the orders of others. */
export const exchangeShownIn = 'kernel/matching/src/exchange/order-market.test.ts';

/** Where each type is shown in depth. */
export const shownIn: Readonly<Record<OrderCase['type'], string>> = {
  market: 'kernel/matching/src/instrument-market.test.ts',
  limit: 'kernel/matching/src/order-desk.test.ts',
  marketToLimit: 'kernel/matching/src/market-to-limit.test.ts',
  stopMarket: 'kernel/matching/src/instrument-market.test.ts',
  stopLimit: 'kernel/matching/src/instrument-market.bars.test.ts',
  marketIfTouched: 'kernel/matching/src/touched-orders.test.ts',
  limitIfTouched: 'kernel/matching/src/touched-orders.test.ts',
  trailingStopMarket: 'kernel/matching/src/trailing-orders.test.ts',
  trailingStopLimit: 'kernel/matching/src/trailing-orders.test.ts',
};

const head = `# The matrix of orders

Every order type with every time in force, everything else it may ask for, on every kind of data, in every state of a session: what
becomes of it, or the code that refuses it. What each word means stands in [orders](orders.md).

Every cell is a run of its own: a buy of ten is sent to the real machines and the simulated venue, the market stands at 100.00, dips
through 99.50, rises over 100.50 and comes back, on that day and the next. The page is written by \`npm run order-matrix -- --write\`, and
\`testkit/src/order-matrix/order-matrix.test.ts\` runs all of it again and compares: that is the test of every cell. Each type is
shown in depth by the test beside its name. Runs on bars leave the hours to the venue (\`outsideSession: allow\`), as run files do.

\`takes\` and \`makes\` are fills, \`fires\` a trigger, \`ends\` an expiry, \`waits\` that nothing happens as it is sent; capitals
refuse, or with \`canceled\` end it.
`;

/** The page, from runs of everything that is on it. */
export function makePage(): string {
  const fates = findFates();
  const refused = fates.filter(({ byData }) => isRefusedEverywhere(byData));
  const taken = fates.filter(({ byData }) => !isRefusedEverywhere(byData));
  const parts = caseData.map((data, place) =>
    data === 'orders'
      ? pageOf('At a simulated exchange, on the orders of others', place, taken, exchangeShownIn)
      : pageOf(`On ${data}`, place, taken),
  );
  return [head, refusedPart(refused), ...parts, emulatedHead, ...emulatedParts()].join('\n');
}

/** The same orders, where the venue knows market and limit orders alone and the rest waits with us. */
function emulatedParts(): readonly string[] {
  const byData = emulatedData.map((data) =>
    caseSessions.map((session) => runCases(orderCases, { data, session, venue: 'plain' })),
  );
  const fates = orderCases.map((one, place) => ({ one, byData: fateOf(byData, place) }));
  const taken = fates.filter(({ byData: cells }) => cells.flat().some((cell) => !isCode(cell)));
  return emulatedData.map((data, place) => pageOf(`Done here, on ${data}`, place, taken));
}

const emulatedData: readonly CaseData[] = ['quotes', 'bars'];
const emulatedHead = `# Where the venue knows market and limit orders alone

With \`limits.unsupported: emulate\` what such a venue lacks is [done here](emulation.md): the same orders, sent at the same hours.
\`goes\` is that one leaves that has waited here, \`parts\` that it goes out part by part. What is not in the tables is refused at every hour, as above.
`;

/** How many cells there are: of all that is not refused everywhere, one for each data and session. */
export function cellCount(): number {
  return orderCases.length * (caseData.length + emulatedData.length) * caseSessions.length;
}

/** What is refused in one state is run in all; the rest is soon known. */
function findFates(): readonly Fate[] {
  const first = runCases(orderCases, { data: 'quotes', session: 'open', venue: 'whole' });
  const isWorthIt = orderCases.map((_, place) => !isStatic(first[place] ?? ''));
  const cases = orderCases.filter((_, place) => isWorthIt[place] === true);
  const byData = caseData.map((data) =>
    caseSessions.map((session) => runCases(cases, { data, session, venue: 'whole' })),
  );
  const known = new Map(cases.map((one, place) => [one, fateOf(byData, place)]));
  return orderCases.map((one, place) => {
    const code = first[place] ?? '';
    const same = caseData.map(() => caseSessions.map(() => code));
    return { one, byData: known.get(one) ?? same };
  });
}

function fateOf(
  byData: readonly (readonly (readonly string[])[])[],
  place: number,
): readonly (readonly string[])[] {
  return byData.map((sessions) => sessions.map((outcomes) => outcomes[place] ?? ''));
}

/** Whether an order is refused, by a code of any kind. */
function isCode(outcome: string): boolean {
  return /^[A-Z_]+$/u.test(outcome);
}

/** The codes that look at the order alone: neither at the market nor at the hour. */
const staticCodes: ReadonlySet<string> = new Set([
  'ORDER_TYPE_UNSUPPORTED',
  'TIME_IN_FORCE_UNSUPPORTED',
  'FLAG_UNSUPPORTED',
  'TRIGGER_SOURCE_UNSUPPORTED',
  'DISPLAY_NEVER_RESTS',
  'POST_ONLY_WOULD_TAKE',
  'TRIGGER_SOURCE_WITHOUT_TRIGGER',
]);

function isStatic(outcome: string): boolean {
  return staticCodes.has(outcome);
}

function isRefusedEverywhere(byData: Fate['byData']): boolean {
  return byData.every((cells) => cells.every((cell) => isStatic(cell)));
}

function refusedPart(fates: readonly Fate[]): string {
  const rows = caseTypes.flatMap((type) =>
    rowsOf(
      fates.filter(({ one }) => one.type === type),
      0,
    ).map(({ flags, tifs, cells }) =>
      toLine([type, flags.join(', '), tifs, `\`${cells[0] ?? ''}\``]),
    ),
  );
  const top = ['type', 'besides', 'time in force', 'refused with'];
  return ['## Refused whatever the data and the hour', ...table(top, rows), ''].join('\n');
}

function pageOf(
  title: string,
  place: number,
  fates: readonly Fate[],
  shown: string | null = null,
): string {
  const rows = caseTypes.flatMap((type) =>
    rowsOf(
      fates.filter(({ one }) => one.type === type),
      place,
    ).map(({ flags, tifs, cells }) =>
      toLine([linkOf(type, shown), flags.join(', '), tifs, ...cells.map(toCell)]),
    ),
  );
  const top = ['type', 'besides', 'time in force', ...caseSessions];
  return [`## ${title}`, ...table(top, rows), ''].join('\n');
}

/** One row for each time in force and everything besides that say the same. */
function rowsOf(fates: readonly Fate[], place: number): readonly Row[] {
  const rows: Row[] = [];
  for (const flag of new Set(fates.map(({ one }) => one.flag))) {
    for (const row of rowsOfFlag(fates, flag, place)) {
      const like = rows.find((other) => isLike(other, row));
      if (like === undefined) rows.push(row);
      else like.flags.push(flag);
    }
  }
  return rows;
}

function rowsOfFlag(fates: readonly Fate[], flag: CaseFlag, place: number): readonly Row[] {
  const byCells = new Map<string, { tifs: string[]; cells: readonly string[] }>();
  for (const { one, byData } of fates) {
    if (one.flag !== flag) continue;
    const cells = byData[place] ?? [];
    const like = byCells.get(cells.join());
    if (like === undefined) byCells.set(cells.join(), { tifs: [one.tif], cells });
    else like.tifs.push(one.tif);
  }
  return [...byCells.values()].map(({ tifs, cells }) => ({
    flags: [flag],
    tifs: tifs.join(', '),
    cells,
  }));
}

function isLike(one: Row, other: Row): boolean {
  return one.tifs === other.tifs && one.cells.join() === other.cells.join();
}

function linkOf(type: OrderCase['type'], shown: string | null): string {
  return `[${type}](../${shown ?? shownIn[type]})`;
}

function toCell(outcome: string): string {
  return /[A-Z]{2}/u.test(outcome) ? outcome.replace(/[A-Z_]{3,}/gu, '`$&`') : outcome;
}

function table(top: readonly string[], rows: readonly string[]): readonly string[] {
  return ['', toLine(top), toLine(top.map(() => '---')), ...rows];
}

function toLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
