/** The server lists errors in no particular order; the reader meets the fields from top to bottom. */
export function orderErrorSummaries(root: ParentNode): void {
  for (const summary of root.querySelectorAll<HTMLElement>('.error-summary')) {
    const list = summary.querySelector('ul');
    if (!list) continue;
    const place = (item: Element) => {
      const address = item.querySelector('a')?.getAttribute('href') ?? '';
      return address.startsWith('#') ? document.getElementById(address.slice(1)) : null;
    };
    const items = [...list.children].sort((a, b) => {
      const [first, second] = [place(a), place(b)];
      if (!first || !second) return first ? 1 : second ? -1 : 0;
      return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    });
    list.append(...items);
    for (const item of items) sayWhere(item.querySelector('a'), place(item));
    summary.focus();
  }
}

/**
 * Puts the page with the form in the place of the answer that refused it: a browser cannot come back to the answer to a
 * form, and says so in words of its own.
 */
export function leaveTheFormBehind(): void {
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const from = document.referrer;
  if (page?.responseStatus !== 422 || page.type !== 'navigate' || !from.startsWith(location.origin + '/')) return;
  history.replaceState(history.state, '', from);
}

/** "Please enter this" says little in a list: an entry that does not name its field begins with its name. */
function sayWhere(link: HTMLAnchorElement | null, field: HTMLElement | null): void {
  const name = field?.matches('fieldset')
    ? field.querySelector('legend > span')
    : field && document.querySelector(`label[for="${CSS.escape(field.id)}"] > span`);
  if (!link?.textContent || !name?.textContent || link.textContent.includes(name.textContent)) return;
  link.prepend(name.textContent, document.documentElement.lang === 'ja' ? '：' : ': ');
}
