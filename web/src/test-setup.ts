// What jsdom lacks, and a clean page between tests.
import { notifyManager } from '@tanstack/react-query';
import { cleanup } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false;
};

// The cache tells of changes at once, so that a test need not wait for a timer.
notifyManager.setScheduler((tell) => tell());

vi.stubGlobal('matchMedia', () => ({ matches: true }));

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
});
