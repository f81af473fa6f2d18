import { expect, test, vi } from 'vitest';
import { EMPTY_DRAFT, countDrafts, draftKey, forgetDrafts, keepEdit, onDraftChange, parseDraft, readDraft, readEdits, writeDraft } from './drafts';

const key = draftKey(7, 3);
const read = () => parseDraft(readDraft(key));

test('what was typed is kept with what it answers, and gone when it is empty', () => {
  writeDraft(key, { text: 'half a thought', replyTo: 41 });
  expect(read()).toEqual({ text: 'half a thought', replyTo: 41 });
  writeDraft(key, EMPTY_DRAFT);
  expect(localStorage).toHaveLength(0);
  expect(read()).toEqual(EMPTY_DRAFT);
});

test('each person and room has one of its own', () => {
  writeDraft(key, { text: 'here', replyTo: null });
  expect(readDraft(draftKey(7, 4))).toBe('');
  expect(readDraft(draftKey(8, 3))).toBe('');
});

test('what is stored in another shape is taken as text', () => {
  localStorage.setItem(key, 'typed long ago');
  expect(read()).toEqual({ text: 'typed long ago', replyTo: null });
});

test('what somebody has begun to write is counted, wherever it is kept', () => {
  writeDraft(key, { text: 'half a thought', replyTo: null });
  writeDraft(draftKey(7, 4), { text: ' ', replyTo: 41 });
  writeDraft(draftKey(70, 3), { text: 'of somebody else', replyTo: null });
  expect(countDrafts(7)).toBe(1);
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  writeDraft(key, { text: 'half a longer thought', replyTo: null });
  writeDraft(draftKey(7, 5), { text: 'another one', replyTo: null });
  expect(countDrafts(7)).toBe(2);
  vi.restoreAllMocks();
  keepEdit(7, 4, 41, 'half an edit');
  keepEdit(7, 4, 42, 'another one');
  expect(countDrafts(7)).toBe(4);
  forgetDrafts();
  expect(countDrafts(7)).toBe(0);
});

test('a change is told, also one of another tab', () => {
  const told = vi.fn<() => void>();
  const stop = onDraftChange(told);
  writeDraft(key, { text: 'a', replyTo: null });
  window.dispatchEvent(new StorageEvent('storage', { key }));
  expect(told).toHaveBeenCalledTimes(2);
  stop();
  forgetDrafts();
  expect(told).toHaveBeenCalledTimes(2);
});

test('where storage is full a draft lives as long as the page', () => {
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  writeDraft(key, { text: 'kept', replyTo: null });
  expect(read().text).toBe('kept');
  full.mockRestore();
  forgetDrafts();
  expect(read()).toEqual(EMPTY_DRAFT);
});

test('how messages were being rewritten is kept beside, each until it is done', () => {
  keepEdit(7, 3, 101, 'bett');
  keepEdit(7, 3, 102, 'othe');
  keepEdit(7, 3, 101, null);
  expect(readEdits(7, 3)).toEqual(new Map([[102, 'othe']]));
  expect(readEdits(7, 4)).toEqual(new Map());
  expect(read()).toEqual(EMPTY_DRAFT);
  forgetDrafts();
  expect(readEdits(7, 3)).toEqual(new Map());
});
