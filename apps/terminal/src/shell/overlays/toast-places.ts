/** How many are shown at once. */
export const TOASTS_MAX = 4;

/** Which notice stands in which place, the lowest first; null where none does. */
export type ToastPlaces = readonly (number | null)[];

/** Nothing is shown. */
export const noPlaces: ToastPlaces = Array.from({ length: TOASTS_MAX }, () => null);

/** Where those stand that are shown now: who was there stays, who comes takes the lowest place that is free. */
export function placed(before: ToastPlaces, shown: readonly number[]): ToastPlaces {
  const places = before.map((id) => (id !== null && shown.includes(id) ? id : null));
  for (const id of shown.toReversed()) {
    if (!places.includes(id)) places[places.indexOf(null)] = id;
  }
  return places.every((id, at) => id === before[at]) ? before : places;
}
