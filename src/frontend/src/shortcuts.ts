/**
 * Keys for lists: j and k walk the rows, Enter opens (the focus is on the row's own link), ? shows the help, and any
 * element with data-shortcut="c" answers to its key, first within the current row.
 * Single keys disturb people who dictate, so the help has a switch for them (WCAG 2.1.4).
 */
const OFF = 'madoguchi.shortcuts.off';

export function listenForShortcuts(): void {
  document.addEventListener('change', event => {
    const box = event.target;
    if (box instanceof HTMLInputElement && 'shortcutsSwitch' in box.dataset) remember(box.checked);
  });

  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-opens-shortcuts]')) help();
  });

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target) || document.querySelector('dialog[open]') || !enabled()) return;
    if (act(event.key)) event.preventDefault();
  });
}

function act(key: string): boolean {
  if (key === 'j') return move(1);
  if (key === 'k') return move(-1);
  if (key === '?') return help();
  const named = `[data-shortcut="${CSS.escape(key)}"]`;
  const target = current()?.querySelector<HTMLElement>(named) ?? document.querySelector<HTMLElement>(named);
  if (!target) return false;
  if (target.matches('input, select, textarea')) target.focus();
  else target.click();
  return true;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')];

const current = () => document.activeElement?.closest<HTMLElement>('[data-row]') ?? undefined;

function move(step: 1 | -1): boolean {
  const all = rows();
  if (all.length === 0) return false;
  const now = current();
  const next = now ? all.indexOf(now) + step : step > 0 ? 0 : all.length - 1;
  const row = all[Math.min(all.length - 1, Math.max(0, next))]!;
  const target = row.querySelector<HTMLElement>('a[href]') ?? row;
  if (target === row && !row.hasAttribute('tabindex')) row.tabIndex = -1;
  target.focus();
  row.scrollIntoView({ block: 'nearest' });
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
