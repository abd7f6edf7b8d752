/**
 * The row of a list on which the keyboard is. It stays there when the list is written anew, and when one comes back from
 * what the row opened; where the row has gone, the keyboard is on the one that came into its place.
 */
const KEPT = 'madoguchi.row';

interface Place {
  list: string;
  href: string;
  index: number;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(row => row.checkVisibility());

export const currentRow = () => document.activeElement?.closest<HTMLElement>('[data-row]') ?? undefined;

/** Walks the rows of the dialog that is open, or of the page. */
export function moveRow(step: 1 | -1): boolean {
  const all = rows();
  const now = currentRow();
  const next = now ? all.indexOf(now) + step : step > 0 ? 0 : all.length - 1;
  return focusRow(all[Math.min(all.length - 1, Math.max(0, next))]);
}

export function keepRows(): void {
  document.addEventListener('click', event => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row] a[href]') : null;
    // a click without a pointer is the Enter key
    if (link && event.detail === 0) keep(place());
  });
  document.addEventListener('DOMContentLoaded', back);
  window.addEventListener('pageshow', event => {
    if (event.persisted) forget();
  });

  let before: Place | undefined;
  document.addEventListener('htmx:beforeSwap', () => (before = place()));
  document.addEventListener('htmx:afterSettle', () => {
    if (before && !currentRow()) find(before);
    before = undefined;
  });
}

function back(): void {
  const kept = forget();
  if (kept && kept.list === location.pathname + location.search && document.activeElement === document.body) find(kept);
}

function place(): Place | undefined {
  const row = currentRow();
  if (!row) return undefined;
  return { list: location.pathname + location.search, href: link(row)?.getAttribute('href') ?? '', index: rows().indexOf(row) };
}

function find(kept: Place): void {
  const all = rows();
  focusRow(all.find(row => link(row)?.getAttribute('href') === kept.href) ?? all[Math.min(kept.index, all.length - 1)]);
}

const link = (row: HTMLElement) => row.querySelector<HTMLAnchorElement>('a[href]');

function focusRow(row: HTMLElement | undefined): boolean {
  if (!row) return false;
  const target = link(row) ?? row;
  if (target === row && !row.hasAttribute('tabindex')) row.tabIndex = -1;
  target.focus();
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

// Storage may be refused by the browser's settings; one then begins at the top.
function keep(at: Place | undefined): void {
  try {
    if (at) sessionStorage.setItem(KEPT, JSON.stringify(at));
  } catch {
    return;
  }
}

function forget(): Place | undefined {
  try {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    return kept ? (JSON.parse(kept) as Place) : undefined;
  } catch {
    return undefined;
  }
}
