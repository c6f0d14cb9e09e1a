export {
  aCaller,
  aPlatform,
  platformInstruments,
  platformNow,
  type APlatform,
} from './a-platform.ts';
export { ScriptedDesk } from './scripted-desk.ts';
export { sampleOf, sampleTicket, type RouteSample } from './route-samples.ts';
