import { useId, useState, type JSX, type KeyboardEvent, type ReactNode } from 'react';

/** A line to type into with what it finds below: arrows move, Enter and a click choose. */
export function ComboBox<Item>({
  label,
  hint,
  words,
  onWords,
  items,
  keyOf,
  pick,
  show,
}: {
  readonly label: string;
  readonly hint: string;
  readonly words: string;
  readonly onWords: (words: string) => void;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly pick: (item: Item) => void;
  readonly show: (item: Item) => ReactNode;
}): JSX.Element {
  const list = useId();
  const [at, setAt] = useState(0);
  const onKey = (event: KeyboardEvent): void => {
    const chosen = items[at];
    if (event.code === 'ArrowDown') setAt(Math.min(at + 1, items.length - 1));
    else if (event.code === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.code === 'Enter' && chosen !== undefined) pick(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="input search__words"
        role="combobox"
        aria-label={label}
        aria-expanded={items.length > 0}
        aria-controls={list}
        aria-activedescendant={items[at] === undefined ? undefined : `${list}-${at}`}
        placeholder={hint}
        value={words}
        maxLength={200}
        onChange={({ target }) => {
          onWords(target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <ul id={list} role="listbox" aria-label={label} className="search__hits">
        {items.map((item, index) => (
          <li
            key={keyOf(item)}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            className="search__hit"
            onPointerDown={(event) => {
              event.preventDefault();
              pick(item);
            }}
          >
            {show(item)}
          </li>
        ))}
      </ul>
    </>
  );
}
