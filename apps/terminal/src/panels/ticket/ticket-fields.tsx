import type { Account, Instrument } from '@argosy/contract';
import type { JSX } from 'react';

import { useTerminal } from '../../app/context.tsx';
import { settingsText } from '../../text/settings.ts';
import { ticketText } from '../../text/ticket.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { useSignal } from '../../ui/use-signal.ts';
import { fieldsOf, productsOf, termsTypes, type TicketDraft } from './draft.ts';
import { StepField } from './step-field.tsx';
import type { DraftMistakes } from './ticket-of.ts';
import type { DraftForm } from './use-draft.ts';

type FieldsProps = DraftForm & {
  readonly instrument: Instrument;
  readonly account: Account;
  readonly mistakes: DraftMistakes;
  /** The quantity that a size by risk comes to; null where it comes to none. */
  readonly sized: string | null;
};

/** Names to choose among. */
function optionsOf<Value extends string>(
  values: readonly Value[],
  names: Readonly<Record<Value, string>>,
): readonly { readonly value: Value; readonly label: string }[] {
  return values.map((value) => ({ value, label: names[value] }));
}

const sizings = ['qty', 'lots', 'risk'] as const;
const tifs = ['DAY', 'GTC', 'IOC', 'FOK', 'GTD', 'AT_OPEN', 'AT_CLOSE'] as const;
const trailBys = ['price', 'ticks', 'bps'] as const;

/** What every order says: how, how much, at what price. */
export function MainFields(props: FieldsProps): JSX.Element {
  const { draft, change, instrument, account, mistakes } = props;
  const zone = useSignal(useTerminal().preferences.zone);
  const has = fieldsOf(draft.type);
  const price = (field: 'limit' | 'trigger', label: string): JSX.Element => (
    <StepField
      name={field}
      label={label}
      value={draft[field]}
      step={instrument.tick}
      error={mistakes[field]}
      onValue={(value) => change({ [field]: value })}
    />
  );
  return (
    <div className="ticket__grid">
      <SelectField
        label={ticketText.type}
        name="type"
        value={draft.type}
        options={optionsOf(termsTypes, ticketText.types)}
        onPick={(type) => change({ type })}
      />
      <SelectField
        label={ticketText.product}
        name="product"
        value={draft.product}
        options={optionsOf(productsOf(instrument, account), ticketText.products)}
        onPick={(product) => change({ product })}
      />
      <QtyFields {...props} />
      {has.limit ? price('limit', ticketText.limit) : null}
      {has.trigger ? price('trigger', ticketText.trigger) : null}
      {has.trail ? <TrailFields {...props} /> : null}
      <SelectField
        label={ticketText.tif}
        name="tif"
        value={draft.tif}
        options={optionsOf(tifs, ticketText.tifs)}
        onPick={(tif) => change({ tif })}
      />
      {draft.tif === 'GTD' ? (
        <TextField
          label={ticketText.expiresAt(settingsText.zoneOf[zone])}
          type="datetime-local"
          value={draft.expiresAt}
          error={mistakes.expiresAt ?? null}
          onChange={({ target }) => change({ expiresAt: target.value })}
        />
      ) : null}
    </div>
  );
}

function QtyFields({ draft, change, instrument, mistakes, sized }: FieldsProps): JSX.Element {
  const isRisk = draft.sizing === 'risk';
  return (
    <>
      <SelectField
        label={ticketText.sizing}
        name="sizing"
        value={draft.sizing}
        options={optionsOf(sizings, ticketText.sizings)}
        onPick={(sizing) => change({ sizing })}
      />
      {isRisk ? (
        <StepField
          name="risk"
          label={ticketText.risk}
          value={draft.risk}
          step="100"
          error={mistakes.risk}
          hint={sized === null ? '' : ticketText.sizeHint(sized)}
          onValue={(risk) => change({ risk })}
        />
      ) : (
        <StepField
          name="qty"
          label={draft.sizing === 'lots' ? ticketText.lots : ticketText.qty}
          value={draft.qty}
          step={draft.sizing === 'lots' ? '1' : instrument.lot}
          error={mistakes.qty}
          hint={ticketText.lotHint(instrument.lot)}
          onValue={(qty) => change({ qty })}
        />
      )}
    </>
  );
}

function TrailFields({ draft, change, instrument, mistakes }: FieldsProps): JSX.Element {
  return (
    <>
      <SelectField
        label={ticketText.trailBy}
        value={draft.trailBy}
        options={optionsOf(trailBys, ticketText.trailBys)}
        onPick={(trailBy) => change({ trailBy })}
      />
      <StepField
        name="trail"
        label={ticketText.trail}
        value={draft.trail}
        step={draft.trailBy === 'price' ? instrument.tick : '1'}
        error={mistakes.trail}
        onValue={(trail) => change({ trail })}
      />
      <StepField
        name="trigger"
        label={ticketText.activation}
        value={draft.trigger}
        step={instrument.tick}
        error={mistakes.trigger}
        onValue={(trigger) => change({ trigger })}
      />
      {draft.type === 'trailingStopLimit' ? (
        <StepField
          name="limitOffset"
          label={ticketText.limitOffset}
          value={draft.limitOffset}
          step={instrument.tick}
          error={mistakes.limitOffset}
          onValue={(limitOffset) => change({ limitOffset })}
        />
      ) : null}
    </>
  );
}

/** Orders that protect it once it fills. */
export function ProtectionFields({
  draft,
  change,
  instrument,
  mistakes,
}: FieldsProps): JSX.Element {
  const field = (name: 'stopLoss' | 'target', label: string): JSX.Element => (
    <StepField
      name={name}
      label={label}
      value={draft[name]}
      step={instrument.tick}
      error={mistakes[name]}
      onValue={(value) => change({ [name]: value })}
    />
  );
  return (
    <div className="ticket__grid">
      {field('stopLoss', ticketText.stopLoss)}
      {field('target', ticketText.target)}
    </div>
  );
}

const triggerBys = [
  '',
  'last',
  'touch',
  'mid',
  'mark',
  'index',
  'doubleLast',
  'doubleTouch',
] as const;

/** What few orders say. */
export function MoreFields({ draft, change, instrument, mistakes }: FieldsProps): JSX.Element {
  const has = fieldsOf(draft.type);
  const flag = (field: 'isPostOnly' | 'isReduceOnly', label: string): JSX.Element => (
    <label className="switch">
      <input
        type="checkbox"
        checked={draft[field]}
        onChange={() => change({ [field]: !draft[field] } satisfies Partial<TicketDraft>)}
      />
      {label}
    </label>
  );
  return (
    <details className="ticket__more">
      <summary>{ticketText.more}</summary>
      <div className="ticket__grid">
        <StepField
          name="display"
          label={ticketText.display}
          value={draft.display}
          step={instrument.lot}
          error={mistakes.display}
          onValue={(display) => change({ display })}
        />
        {has.trigger || has.trail ? (
          <SelectField
            label={ticketText.triggerBy}
            value={draft.triggerBy}
            options={optionsOf(triggerBys, ticketText.triggerBys)}
            onPick={(triggerBy) => change({ triggerBy })}
          />
        ) : null}
        <TextField
          label={ticketText.note}
          value={draft.note}
          maxLength={15}
          onChange={({ target }) => change({ note: target.value })}
        />
        {flag('isPostOnly', ticketText.postOnly)}
        {flag('isReduceOnly', ticketText.reduceOnly)}
      </div>
    </details>
  );
}
