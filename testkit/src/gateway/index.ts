export {
  aCaller,
  aPlatform,
  platformInstruments,
  platformNow,
  type APlatform,
} from './a-platform.ts';
export { ScriptedDesk } from './scripted-desk.ts';
