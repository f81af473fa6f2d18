// What jsdom lacks, and a clean page between tests.
import 'fake-indexeddb/auto';
import { notifyManager } from '@tanstack/react-query';
import { cleanup, configure } from '@testing-library/react';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, vi } from 'vitest';
import { fakeLayout } from '~/testing/layout';

HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false;
};

// So that a busy machine fails nothing.
configure({ asyncUtilTimeout: 10_000 });

// The cache tells of changes at once, so that a test need not wait for a timer.
notifyManager.setScheduler((tell) => tell());

fakeLayout();

vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));

class NothingIntersects {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal('IntersectionObserver', NothingIntersects);

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal('indexedDB', new IDBFactory());
});
