import { indicators, type Definition, type Group, type Parameter } from 'argosy/indicators';

const groups: Readonly<Record<Group, string>> = {
  average: 'Averages',
  momentum: 'Momentum',
  volume: 'Volume',
  volatility: 'Volatility',
  cycle: 'Cycles',
  statistics: 'Statistics',
  price: 'Prices',
  candle: 'Candles',
  pivot: 'Pivots',
  microstructure: 'Microstructure',
};

/** The page of all indicators, made of what each says of itself. */
export function makeIndicatorPage(): string {
  const parts = Object.entries(groups).flatMap(([group, title]) => {
    const members = indicators.filter((one) => one.group === group);
    return members.length === 0 ? [] : [partOf(title, members)];
  });
  return `# Indicators

${indicators.length} indicators, each defined once: a class takes one input after another, a batch runs it over columns. This
page is made by \`npm run indicators -- --write\` of what each says of itself; how to use them stands in
[the room's README](../kernel/indicators/README.md). x₀ is the newest input, n the period. "Needs" is how many
inputs it takes with its standard parameters until it has all its values. Where there are several lines, each begins as soon as
it can, while TA-Lib begins all with the last: \`macd\` of \`macd\` at place 25 (TA-Lib 33), \`k\` of \`stochastic\` at 6 (8) and of
\`stochasticFast\` at 4 (6), so too those of \`kdj\` and \`smi\`.

${parts.join('\n')}`;
}

function partOf(title: string, members: readonly Definition[]): string {
  const rows = members.map((one) => {
    const parameters = Object.entries(one.parameters).map(([name, of]) => `${name} ${said(of)}`);
    const cells = [
      `\`${one.name}\` ${one.title}`,
      one.formula,
      one.by,
      one.inputs.join(', '),
      parameters.join('; '),
      Object.keys(one.lines).join(', '),
      String(one.create().warmUp),
    ];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return `## ${title}

| name | formula | by | reads | parameters | lines | needs |
|---|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function said(parameter: Parameter): string {
  if (parameter.kind !== 'choice') return String(parameter.standard);
  return parameter.of.join(' or ');
}
