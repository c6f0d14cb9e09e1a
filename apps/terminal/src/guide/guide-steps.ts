/** What somebody has done so far. */
export type Done = {
  readonly hasInstrument: boolean;
  readonly hasOrder: boolean;
  readonly hasFill: boolean;
};

/** A step of the guide. */
export type GuideStep = 'choose' | 'order' | 'hold';

/** The steps in their order, each with whether it is done. What came later shows that what came before was done as well. */
export function guideSteps({ hasInstrument, hasOrder, hasFill }: Done): readonly {
  readonly step: GuideStep;
  readonly isDone: boolean;
}[] {
  return [
    { step: 'choose', isDone: hasInstrument || hasOrder || hasFill },
    { step: 'order', isDone: hasOrder || hasFill },
    { step: 'hold', isDone: hasFill },
  ];
}
