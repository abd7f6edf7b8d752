/**
 * The palette: type, and go to a case or a page. / or Ctrl+K opens it; arrows walk what was found, Enter opens. What is found
 * are links, and htmx brings them; without a script its button leads to the page of the search.
 */
const dialog = () => document.querySelector<HTMLDialogElement>('dialog#palette');

/** Whether there is a palette to open. */
export function openPalette(): boolean {
  const it = dialog();
  if (!it) return false;
  if (!it.open) it.showModal();
  const input = field(it);
  input.focus();
  input.select();
  return true;
}

export function listenForPalette(): void {
  // Whether what is shown answers what stands in the field.
  let current = false;

  document.addEventListener('click', event => {
    if (!(event.target instanceof Element) || !event.target.closest('[data-opens-palette]')) return;
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    if (openPalette()) event.preventDefault();
  });

  document.addEventListener('input', event => {
    const it = dialog();
    if (!it || event.target !== field(it)) return;
    current = false;
    narrow(it);
  });

  document.addEventListener('htmx:afterSwap', event => {
    const it = dialog();
    if (!it || !(event.target instanceof Element) || event.target.id !== 'palette-found') return;
    current = true;
    narrow(it);
    // said by a place that was there before: a new one is not always heard
    it.querySelector('[role=status]')!.textContent = event.target.querySelector('[data-said]')?.textContent ?? '';
  });

  document.addEventListener('keydown', event => {
    const it = dialog();
    if (!it?.open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const input = field(it);
    const links = [...it.querySelectorAll<HTMLAnchorElement>('a[href]')].filter(link => link.checkVisibility());
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = at + (event.key === 'ArrowDown' ? 1 : -1);
      (next < 0 ? input : links[Math.min(next, links.length - 1)])?.focus();
    } else if (event.key === 'Enter' && event.target === input && (current || !input.value) && links[0]) {
      links[0].click();
    } else if (at >= 0 && (event.key === 'Backspace' || event.key.length === 1)) {
      input.focus();
      return;
    } else return;
    event.preventDefault();
  });
}

const field = (it: HTMLElement) => it.querySelector<HTMLInputElement>('input[name=text]')!;

/** Of the pages, those that have the word; nothing was found of nothing. */
function narrow(it: HTMLElement): void {
  const word = field(it).value.trim().toLowerCase();
  if (!word) it.querySelector('#palette-found')!.replaceChildren();
  it.querySelectorAll<HTMLElement>('[data-page]').forEach(page => {
    page.hidden = !(page.textContent ?? '').toLowerCase().includes(word);
  });
}
