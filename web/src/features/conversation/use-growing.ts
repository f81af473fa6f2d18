import { type RefObject, useLayoutEffect } from 'react';

/** Makes a field as high as its text, in browsers that do not do so by `field-sizing`. */
export function useGrowing(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (field.current !== null && !growsByItself()) grow(field.current, text === '');
  }, [field, text]);
}

function growsByItself(): boolean {
  return typeof CSS === 'undefined' || CSS.supports('field-sizing', 'content');
}

function grow(field: HTMLTextAreaElement, isEmpty: boolean): void {
  field.style.height = 'auto';
  field.style.height = isEmpty ? '' : `${field.scrollHeight}px`;
}
