import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react';
import { emojiCalled, findEmoji } from '~/ui/emoji/search';
import { type Completion, complete, completionAt, finishedEmojiAt, matchingNames } from './completion';

/** One thing that may be meant: what is shown, and what is put into the text. */
export type Suggestion = { readonly key: string; readonly label: string; readonly picture: string | null; readonly text: string };

type Options = {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly names: readonly string[];
  readonly onText: (text: string) => void;
};

/** Suggestions for what is being typed at the caret, chosen by arrow keys while the focus stays in the field. */
export function useCompletion({ field, text, names, onText }: Options) {
  const listId = useId();
  const [at, setAt] = useState<Completion | null>(null);
  const [chosen, setChosen] = useState(0);
  const suggestions = useSuggestions(at, names);
  const isOpen = at !== null && suggestions.length > 0;
  const active = Math.min(chosen, suggestions.length - 1);

  const replace = (whole: string, what: Completion, replacement: string) => {
    const completed = complete(whole, what, replacement);
    onText(completed.text);
    // The field has the new text only after it was drawn anew.
    requestAnimationFrame(() => field.current?.setSelectionRange(completed.caret, completed.caret));
  };

  /** A name between colons becomes its emoji, unless one has typed on before it was found. */
  const finish = async (element: HTMLTextAreaElement) => {
    const { value, selectionStart } = element;
    const finished = finishedEmojiAt(value, selectionStart);
    if (finished === null) return;
    const emoji = await emojiCalled(finished.query).catch(() => null);
    if (emoji !== null && element.value === value) replace(value, finished, emoji.char);
  };

  /** Looks anew at what is typed: after a key, a click, or a choice. */
  const look = () => {
    const element = field.current;
    if (element !== null) void finish(element);
    const isCaret = element !== null && element.selectionStart === element.selectionEnd;
    const next = isCaret ? completionAt(element.value, element.selectionStart) : null;
    if (next?.query !== at?.query || next?.start !== at?.start) setChosen(0);
    setAt(next);
  };

  const choose = (suggestion: Suggestion) => {
    if (at === null) return;
    setAt(null);
    replace(text, at, suggestion.text);
  };

  /** Whether the key was for the suggestions. */
  const onKey = (event: KeyboardEvent): boolean => {
    const suggestion = suggestions[active];
    if (!isOpen || suggestion === undefined || event.nativeEvent.isComposing) return false;
    switch (event.key) {
      case 'ArrowDown':
        setChosen((active + 1) % suggestions.length);
        break;
      case 'ArrowUp':
        setChosen((active - 1 + suggestions.length) % suggestions.length);
        break;
      case 'Enter':
      case 'Tab':
        choose(suggestion);
        break;
      case 'Escape':
        setAt(null);
        break;
      default:
        return false;
    }
    event.preventDefault();
    return true;
  };

  const optionId = (index: number) => `${listId}-${index}`;
  return { listId, optionId, suggestions: isOpen ? suggestions : [], active, asks: at?.kind ?? null, look, choose, onKey };
}

function useSuggestions(at: Completion | null, names: readonly string[]): readonly Suggestion[] {
  const emoji = useEmojiCalled(at?.kind === 'emoji' ? at.query : null);
  return useMemo(() => {
    if (at === null) return [];
    if (at.kind === 'emoji') return emoji;
    return matchingNames(names, at.query).map((name) => ({ key: name, label: name, picture: null, text: `@${name}` }));
  }, [at, names, emoji]);
}

const MOST_EMOJI = 8;
const NONE: readonly Suggestion[] = [];

/** Emoji by the beginning of their names, loaded when the first one is wanted. */
function useEmojiCalled(query: string | null): readonly Suggestion[] {
  const { data } = useQuery({
    queryKey: ['emoji', query],
    queryFn: () => findEmoji(query ?? '', MOST_EMOJI),
    enabled: query !== null,
    staleTime: Infinity,
    gcTime: 0,
  });
  return useMemo(() => data?.map(({ char, slug }) => ({ key: char, label: `:${slug}:`, picture: char, text: char })) ?? NONE, [data]);
}
