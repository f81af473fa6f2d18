import { type ComponentProps, Suspense, lazy } from 'react';
import { Waiting } from '~/ui/Notice';
import type { EmojiPicker } from '~/ui/emoji/EmojiPicker';

const Picker = lazy(async () => ({ default: (await import('~/ui/emoji/EmojiPicker')).EmojiPicker }));

/** The picker of all emoji, loaded when it is first wanted. */
export function LazyEmojiPicker(props: ComponentProps<typeof EmojiPicker>) {
  return (
    <Suspense fallback={<Waiting label="Loading emoji…" />}>
      <Picker {...props} />
    </Suspense>
  );
}
