import { type Range, type Virtualizer, defaultRangeExtractor, measureElement, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Row, guessHeight } from './rows';

/** A row to go to; `nonce` tells one wish from the next, also for the same row. */
export type Target = {
  readonly isIt: (row: Row) => boolean;
  readonly align: 'start' | 'center';
  readonly nonce: string;
};

export type ScrollWishes = {
  readonly rows: readonly Row[];
  /** Whether the rows end before the newest message. */
  readonly isExcerpt: boolean;
  /** Where to go, as soon as it is among the rows. */
  readonly target: Target | null;
  /** Whether the message that was asked for is not to be had: whoever goes to the end has heard of it. */
  readonly isLost: boolean;
  /** Grows whenever the reader has written something: writing leads to the end. */
  readonly written: number;
  /** Rows to keep in the document though they are out of sight: one has the focus, another is edited. */
  readonly pinned: readonly number[];
  readonly onLeaveExcerpt: () => void;
  readonly onTarget: (row: Row) => void;
};

/** Nearer to the end than this counts as being there. */
const NEAR_END_PX = 64;
const OVERSCAN = 10;
/** Room above the first row for what is said there, and below the last. */
const ABOVE_PX = 88;
const BELOW_PX = 12;
const BELOW_EXCERPT_PX = 56;
/** What is supposed until the list has been measured. */
const FIRST_RECT = { width: 800, height: 800 };

/**
 * Draws only what is in sight, and keeps a growing list where the reader is: at the end while they are there,
 * else at the same message, whatever comes in above or below.
 */
export function useListScroll(box: RefObject<HTMLDivElement | null>, wishes: ScrollWishes) {
  const { rows, isExcerpt, target, isLost, written, pinned, onLeaveExcerpt, onTarget } = wishes;
  const [openAt] = useState(() => openingIndex(rows));
  const [isAtEnd, setIsAtEnd] = useState(true);
  const atEnd = useRef(openAt === null);
  const wasExcerpt = useRef(isExcerpt);
  const wantsEnd = useRef(false);
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: rows.length,
    getScrollElement: () => box.current,
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    estimateSize: useCallback((index: number) => (rows[index] ? guessHeight(rows[index]) : 0), [rows]),
    measureElement: heightOf,
    rangeExtractor: useCallback((range: Range) => withPinned(range, pinned), [pinned]),
    initialOffset: () => guessOffset(rows, openAt),
    initialRect: FIRST_RECT,
    overscan: OVERSCAN,
    paddingStart: ABOVE_PX,
    paddingEnd: isExcerpt ? BELOW_EXCERPT_PX : BELOW_PX,
    anchorTo: 'end',
    // The end of an excerpt is no place to stay at: what follows it is history, not news.
    followOnAppend: !isExcerpt && !wasExcerpt.current,
    scrollEndThreshold: NEAR_END_PX,
  });

  const isAsked = target !== null || isLost;
  const toEnd = useCallback(() => {
    wantsEnd.current = isExcerpt;
    // Nor shall the address go on naming a message that one has left.
    if (isExcerpt || isAsked) onLeaveExcerpt();
    if (!isExcerpt) virtualizer.scrollToEnd();
  }, [virtualizer, isExcerpt, isAsked, onLeaveExcerpt]);

  const look = useCallback(() => {
    if (box.current === null) return;
    const wasAtEnd = atEnd.current;
    atEnd.current = distanceFromEnd(box.current) < NEAR_END_PX;
    setIsAtEnd(atEnd.current);
    if (isLost && atEnd.current && !wasAtEnd) onLeaveExcerpt();
  }, [box, isLost, onLeaveExcerpt]);

  // Once, when the list is first drawn.
  useLayoutEffect(() => {
    if (openAt === null) virtualizer.scrollToEnd();
    else virtualizer.scrollToIndex(openAt, { align: 'start' });
    // oxlint-disable-next-line react/exhaustive-deps -- where to open is asked once
  }, []);

  // What is drawn above rows that are out of sight, such as the line of unread messages, may push the end away.
  useLayoutEffect(() => {
    const isPushed = atEnd.current && distanceFromEnd(box.current) >= NEAR_END_PX;
    if (isPushed && !isExcerpt && !wasExcerpt.current) virtualizer.scrollToEnd();
  }, [box, virtualizer, rows, isExcerpt]);

  useLayoutEffect(() => {
    wasExcerpt.current = isExcerpt;
    if (!wantsEnd.current || isExcerpt) return;
    wantsEnd.current = false;
    virtualizer.scrollToEnd();
  }, [virtualizer, isExcerpt]);

  const writtenBefore = useRef(written);
  useLayoutEffect(() => {
    if (writtenBefore.current !== written) toEnd();
    writtenBefore.current = written;
  }, [written, toEnd]);

  const reached = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (target === null || reached.current === target.nonce) return;
    const index = rows.findIndex(target.isIt);
    const row = rows[index];
    if (row === undefined) return;
    reached.current = target.nonce;
    virtualizer.scrollToIndex(index, { align: target.align });
    onTarget(row);
  }, [rows, target, virtualizer, onTarget]);

  // A soft keyboard or a growing field makes the list lower; its end shall stay visible.
  useEffect(() => onResize(box.current, () => atEnd.current && virtualizer.scrollToEnd()), [box, virtualizer]);
  // A room that opens at its first unread message may show its end with it; nothing is scrolled that would tell.
  useEffect(look, [look]);
  // Nor does anything scroll when what was long is gone, and the end comes into sight.
  const totalSize = virtualizer.getTotalSize();
  useEffect(() => {
    if (distanceFromEnd(box.current) < NEAR_END_PX) look();
  }, [box, look, totalSize]);

  return { virtualizer, isAtEnd, look, toEnd };
}

function distanceFromEnd(element: HTMLElement | null): number {
  return element === null ? 0 : element.scrollHeight - element.scrollTop - element.clientHeight;
}

/** As it is now: a height that is remembered may be that of a row before something was said below it. */
function heightOf(row: HTMLLIElement, change: ResizeObserverEntry | undefined, list: Virtualizer<HTMLDivElement, HTMLLIElement>): number {
  return change === undefined ? row.offsetHeight : measureElement(row, change, list);
}

function withPinned(range: Range, pinned: readonly number[]): number[] {
  const visible = defaultRangeExtractor(range);
  const missing = pinned.filter((index) => index < range.count && !visible.includes(index));
  return missing.length === 0 ? visible : [...visible, ...missing].toSorted((one, other) => one - other);
}

/** The first unread message, or null for the end. */
function openingIndex(rows: readonly Row[]): number | null {
  const index = rows.findIndex((row) => row.isFirstUnread);
  return index === -1 ? null : index;
}

function guessOffset(rows: readonly Row[], openAt: number | null): number {
  return rows.slice(0, openAt ?? rows.length).reduce((sum, row) => sum + guessHeight(row), 0);
}

/** Acts when the size changes; not because it is looked at for the first time, as the browser does. */
function onResize(element: HTMLElement | null, act: () => void): (() => void) | undefined {
  if (element === null || typeof ResizeObserver === 'undefined') return undefined;
  const size = () => `${element.clientWidth} ${element.clientHeight}`;
  let before = size();
  const observer = new ResizeObserver(() => {
    if (size() === before) return;
    before = size();
    act();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
