/** What a model is and how it is set, in words that go on a run's reproducibility card. */
export type ModelCard = {
  readonly model: string;
  readonly parameters: Readonly<Record<string, string | number | null | ModelCard>>;
};
