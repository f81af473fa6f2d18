import { type KeyboardEvent, useRef, useState } from 'react';
import type { Emoji } from './emoji';
import { toned } from './tone';

type Props = {
  readonly label: string;
  readonly emoji: readonly Emoji[];
  readonly tone: string;
  readonly onPick: (char: string) => void;
};

const COLUMNS = 7;

/** A grid of buttons that is one stop of the Tab key; arrows move within it. */
export function EmojiGrid({ label, emoji, tone, onPick }: Props) {
  const [stop, setStop] = useState(0);
  const box = useRef<HTMLFieldSetElement>(null);
  const go = (event: KeyboardEvent) => {
    const to = target(event.key, stop, emoji.length);
    if (to === null) return;
    event.preventDefault();
    setStop(to);
    box.current?.querySelectorAll('button')[to]?.focus();
  };
  return (
    <fieldset ref={box} aria-label={label} className="grid min-w-0 grid-cols-7 content-start">
      {emoji.map((one, index) => (
        <button
          key={one.char}
          type="button"
          aria-label={one.name}
          title={`:${one.slug}:`}
          tabIndex={index === Math.min(stop, emoji.length - 1) ? 0 : -1}
          onFocus={() => setStop(index)}
          onKeyDown={go}
          onClick={() => onPick(toned(one, tone))}
          className="flex aspect-square items-center justify-center rounded-lg text-2xl leading-none hover:bg-hover focus-visible:-outline-offset-2"
        >
          {toned(one, tone)}
        </button>
      ))}
    </fieldset>
  );
}

/** Where a key leads from place `from` among `count`; null when it leads nowhere. */
function target(key: string, from: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: COLUMNS,
    ArrowUp: -COLUMNS,
    Home: -from,
    End: count - 1 - from,
  };
  const step = steps[key];
  if (step === undefined) return null;
  const to = from + step;
  return to >= 0 && to < count ? to : null;
}
