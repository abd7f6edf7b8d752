import { openPalette } from './palette';
import { currentRow, moveRow } from './rows';

/**
 * Keys: / or Ctrl+K searches, g and a letter goes to a page, j and k walk the rows of a list, Enter opens (the focus is on the
 * row's own link), ? shows the help, and any element with data-shortcut="c" answers to its key, first within the current row.
 * Single keys disturb people who dictate, so the help has a switch for them (WCAG 2.1.4).
 */
const OFF = 'madoguchi.shortcuts.off';

/** Within this time the letter follows the g. */
const SOON = 1500;
let going = 0;

export function listenForShortcuts(): void {
  document.addEventListener('change', event => {
    const box = event.target;
    if (box instanceof HTMLInputElement && 'shortcutsSwitch' in box.dataset) remember(box.checked);
  });

  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-opens-shortcuts]')) help();
  });

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.isComposing || document.querySelector('dialog[open]')) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() === 'k' && !event.shiftKey && openPalette()) event.preventDefault();
      return;
    }
    if (!typing(event.target) && enabled() && act(event)) event.preventDefault();
  });
}

function act({ key, timeStamp }: KeyboardEvent): boolean {
  if (timeStamp - going < SOON && going > 0) {
    going = 0;
    return press(document.querySelector<HTMLElement>(`[data-go="${CSS.escape(key)}"]`));
  }
  if (key === 'g') {
    going = timeStamp;
    return true;
  }
  if (key === '/') return openPalette();
  if (key === 'j') return moveRow(1);
  if (key === 'k') return moveRow(-1);
  if (key === '?') return help();
  const named = `[data-shortcut="${CSS.escape(key)}"]`;
  return press(currentRow()?.querySelector<HTMLElement>(named) ?? document.querySelector<HTMLElement>(named));
}

function press(target: HTMLElement | null): boolean {
  if (!target) return false;
  if (target.matches('input:not([type=checkbox]), select, textarea')) target.focus();
  else target.click();
  return true;
}

function help(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>('dialog#shortcuts');
  if (!dialog || dialog.open) return false;
  const box = dialog.querySelector<HTMLInputElement>('[data-shortcuts-switch]');
  if (box) box.checked = enabled();
  dialog.showModal();
  return true;
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || (target.matches('input, select, textarea') && !target.matches('[type=checkbox], [type=radio]')))
  );
}

// Storage may be refused by the browser's settings; the keys then simply stay on.
function enabled(): boolean {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

function remember(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'true');
  } catch {
    return;
  }
}
