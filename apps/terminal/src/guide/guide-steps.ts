/** What somebody has done so far. */
export type Done = {
  readonly hasInstrument: boolean;
  readonly hasOrder: boolean;
  readonly hasFill: boolean;
};

/** A step of the guide. */
export type GuideStep = 'choose' | 'order' | 'hold';

/** The step that is next; null where all are done. What came later shows that what came before was done as well. */
export function nextStep({ hasInstrument, hasOrder, hasFill }: Done): GuideStep | null {
  if (hasFill) return null;
  if (hasOrder) return 'hold';
  return hasInstrument ? 'order' : 'choose';
}
