// What a page shows from frame to frame, so that nothing that was seen for a moment only is missed.
import type { Page } from 'playwright-core';

/** One frame that was drawn: what the room is called in each place that names it, and the paragraphs of the messages. */
export type Frame = { readonly names: readonly string[]; readonly paragraphs: readonly string[] };

type Watched = { frames: Frame[] };

/** The places that name the room, by the attribute or text that does; what stands before the name is left out. */
const NAMING = [
  ['section h1', null, ''],
  ['section[aria-label]:has(h1)', 'aria-label', ''],
  ['[role=log]', 'aria-label', 'Messages in '],
  ['section textarea[aria-label^="Message to"]', 'aria-label', 'Message to '],
] as const;

/** Begins to keep every frame that differs from the one before it. A reload ends that. */
export function watchFrames(page: Page): Promise<void> {
  return page.evaluate((naming) => {
    const frames: Frame[] = [];
    Object.assign(globalThis, { frames });
    const look = () => {
      const names = naming.flatMap(([selector, attribute, before]) => {
        const element = document.querySelector(selector);
        const text = attribute === null ? element?.textContent : element?.getAttribute(attribute);
        return text ? [text.replace(before, '')] : [];
      });
      const paragraphs = [...document.querySelectorAll('[role=log] li p')].map((paragraph) => paragraph.textContent ?? '');
      const frame = { names: [...new Set(names)], paragraphs };
      if (JSON.stringify(frame) !== JSON.stringify(frames.at(-1))) frames.push(frame);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, NAMING);
}

/** The frames kept since this was asked last, or since the beginning; what is on the page by now is among them. */
export function takeFrames(page: Page): Promise<readonly Frame[]> {
  return page.evaluate(
    () =>
      new Promise<Frame[]>((resolve) => {
        // The next frame is looked at first: whoever looks has asked for it before.
        requestAnimationFrame(() => resolve((globalThis as unknown as Watched).frames.splice(0)));
      }),
  );
}
