/** Copies `text`, also where the page is not a secure context. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'fixed opacity-0';
  // Outside of an open dialog nothing can be selected.
  const active = document.activeElement;
  (active?.closest('dialog') ?? document.body).append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (active instanceof HTMLElement) active.focus();
  return isCopied ? undefined : Promise.reject(new Error('copying is not possible'));
}
