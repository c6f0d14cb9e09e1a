import { secretVariables, variableOf, type NamedSettings } from './environment.ts';

/** The text of `.env.example`: every variable there is, with what holds unless told. */
export function envExample(settings: NamedSettings): string {
  const lines = settings.flatMap(([file, notes]) => [
    '',
    `# config/${file}.yaml`,
    ...notes.map(({ place, otherwise }) => `# ${variableOf(file, place)}=${otherwise}`),
  ]);
  const secrets = Object.values(secretVariables).flatMap(([name, about]) => [
    `# ${name}= # ${about}`,
  ]);
  return [
    '# What the environment may say: it wins over the files in config/. An empty variable says nothing, a list has',
    '# commas, an unknown ARGOSY_ name is refused. What stands here holds unless told.',
    '',
    '# Secrets: they stand nowhere else.',
    ...secrets,
    ...lines,
    '',
  ].join('\n');
}
