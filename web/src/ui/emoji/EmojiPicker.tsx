import { useDeferredValue, useId, useState } from 'react';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import type { Emoji, EmojiGroup } from './emoji';
import { EmojiGrid } from './EmojiGrid';
import { recentEmoji, rememberEmoji } from './recent';
import { rankEmoji } from './search';
import { TONES, chooseTone, chosenTone } from './tone';
import { useEmoji } from './use-emoji';

type Props = {
  readonly onPick: (emoji: string) => void;
  /** Escape was pressed. */
  readonly onClose?: () => void;
};

const MOST_FOUND = 84;
const RECENT = 'Recent';

/** Finds an emoji by words or by group. Put it where there is room for 20 by 22 rem. */
export function EmojiPicker({ onPick, onClose }: Props) {
  const { groups, failed } = useEmoji();
  const [words, setWords] = useState('');
  const [tone, setTone] = useState(chosenTone);
  const pick = (char: string) => {
    rememberEmoji(char);
    onPick(char);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape is a short cut, not the only way
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || onClose === undefined) return;
        event.stopPropagation();
        event.preventDefault();
        onClose();
      }}
      className="flex h-88 w-80 max-w-full flex-col overflow-hidden rounded-xl border border-line bg-surface text-ink shadow-xl"
    >
      <div className="flex gap-2 border-b border-line p-2">
        <input
          type="search"
          aria-label="Find an emoji"
          placeholder="Find an emoji"
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the picker was asked for, to find something in it
          autoFocus
          autoComplete="off"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          className="min-h-10 min-w-0 flex-1 rounded-lg border border-line bg-raised px-3 text-base"
        />
        <ToneChoice
          tone={tone}
          onChoose={(modifier) => {
            chooseTone(modifier);
            setTone(modifier);
          }}
        />
      </div>
      {groups === null && !failed && <Waiting label="Loading emoji…" />}
      {failed && <ErrorNotice>The emoji could not be loaded. Close this and try again.</ErrorNotice>}
      {groups !== null && <Choice groups={groups} words={words} tone={tone} onPick={pick} />}
    </div>
  );
}

type ToneProps = { readonly tone: string; readonly onChoose: (modifier: string) => void };

function ToneChoice({ tone, onChoose }: ToneProps) {
  return (
    <select
      aria-label="Skin tone"
      value={tone}
      onChange={(event) => onChoose(event.target.value)}
      className="min-h-10 rounded-lg border border-line bg-raised px-1 text-lg"
    >
      {TONES.map(({ modifier, name, sample }) => (
        <option key={name} value={modifier} aria-label={name}>
          {sample}
        </option>
      ))}
    </select>
  );
}

type ChoiceProps = {
  readonly groups: readonly EmojiGroup[];
  readonly words: string;
  readonly tone: string;
  readonly onPick: (char: string) => void;
};

function Choice({ groups, words, tone, onPick }: ChoiceProps) {
  const [recent] = useState(() => recentOf(groups));
  const [open, setOpen] = useState(recent.emoji.length > 0 ? RECENT : (groups[0]?.name ?? RECENT));
  const gridId = useId();
  const wanted = useDeferredValue(words);
  const found = wanted.trim() === '' ? null : rankEmoji(groups, wanted, MOST_FOUND);
  const all = [recent, ...groups];
  const shown = found ?? all.find((group) => group.name === open)?.emoji ?? [];
  return (
    <>
      {found === null && <Groups groups={all} open={open} gridId={gridId} onOpen={setOpen} />}
      <div id={gridId} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {shown.length === 0 && <p className="p-4 text-center text-sm text-muted">{found === null ? 'None yet.' : 'No emoji is called that.'}</p>}
        <EmojiGrid key={found === null ? open : 'found'} label={found === null ? open : 'Found emoji'} emoji={shown} tone={tone} onPick={onPick} />
      </div>
    </>
  );
}

type GroupsProps = {
  readonly groups: readonly EmojiGroup[];
  readonly open: string;
  readonly gridId: string;
  readonly onOpen: (name: string) => void;
};

function Groups({ groups, open, gridId, onOpen }: GroupsProps) {
  return (
    <fieldset aria-label="Groups of emoji" className="flex min-w-0 justify-between border-b border-line px-1.5">
      {groups.map(({ name, emoji }) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={name === open}
          aria-controls={gridId}
          onClick={() => onOpen(name)}
          className="min-h-10 flex-1 border-b-2 border-transparent text-lg leading-none opacity-70 hover:opacity-100 aria-pressed:border-accent aria-pressed:opacity-100 focus-visible:-outline-offset-2"
        >
          {name === RECENT ? '🕘' : emoji[0]?.char}
        </button>
      ))}
    </fieldset>
  );
}

function recentOf(groups: readonly EmojiGroup[]): EmojiGroup {
  const byChar = new Map(groups.flatMap(({ emoji }) => emoji).map((one) => [one.char, one]));
  const emoji = recentEmoji().map((char): Emoji => byChar.get(char) ?? { char, name: char, slug: 'recent', aliases: [], keywords: [], hasTones: false });
  return { name: RECENT, emoji };
}
