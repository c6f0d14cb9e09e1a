import './theme/tokens.css';
import './theme/base.css';

import { createRoot } from 'react-dom/client';

import { Actions } from './app/actions.ts';
import { App } from './app/app.tsx';
import { OneClick } from './app/one-click.ts';
import { makeOverlays } from './app/overlays.ts';
import { kept } from './app/kept.ts';
import { applyPreferences, loadPreferences } from './app/preferences.ts';
import { Routes } from './app/routes.ts';
import { isRecordOf, isText } from './app/shapes.ts';
import { Keys } from './keys/keys.ts';
import { openLink } from './link/link.ts';
import { KeptDrafts } from './panels/ticket/kept-drafts.ts';
import { Focus } from './workspace/focus.ts';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
const preferences = loadPreferences();
applyPreferences(preferences, document.documentElement);
const chosenKeys = kept(localStorage, 'keys', {}, isRecordOf(isText));
const keys = new Keys(chosenKeys.peek(), (chosen) => {
  chosenKeys.value = chosen;
});
keys.listen(window);
const link = openLink();
const focus = new Focus((group) =>
  kept<string | null>(localStorage, `instrument.${group}`, null, isText),
);
// What was looked at last may be of another node: whoever follows it begins anew.
link.instruments.onUnknown = (id) => focus.forget(id);
const terminal = {
  link,
  preferences,
  routes: new Routes(),
  keys,
  focus,
  oneClick: new OneClick(link),
  drafts: new KeptDrafts(),
  actions: new Actions(link),
  overlays: makeOverlays(),
};
createRoot(root).render(<App terminal={terminal} />);
