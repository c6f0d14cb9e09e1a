export { anInstrument } from './instrument.ts';
export { aBar, aQuote, aStatus, aTrade } from './market-data.ts';
export type { BarChanges } from './market-data.ts';
export { aFill, aTouch, anOrder, anOrderEvent, rupees } from './order.ts';
export type { FillChanges } from './order.ts';
export { anOrderRequest } from './order-request.ts';
export { ReferenceVenue } from './reference-venue.ts';
export { VenueRig } from './venue-rig.ts';
export type { RigOptions } from './venue-rig.ts';
