// The little layout that a virtual list needs to draw its rows where there is none: every box has a size.
const BOX_PX = 2000;
const ROW_PX = 48;
const AXES = ['offsetHeight', 'offsetWidth', 'clientHeight', 'clientWidth'] as const;

export function fakeLayout(): void {
  for (const axis of AXES) {
    Object.defineProperty(HTMLElement.prototype, axis, {
      configurable: true,
      get(this: HTMLElement) {
        return this.dataset.index === undefined ? BOX_PX : ROW_PX;
      },
    });
  }
}
