export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** Runs now for what the page holds, and again for whatever htmx swaps in later. */
export function onContent(run: (root: ParentNode) => void): void {
  const start = () => run(document);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
  document.addEventListener('htmx:load', event => {
    const added = event.target;
    if (added instanceof Element && added !== document.body) run(added.parentElement ?? added);
  });
}

export const words = (list: string | undefined): string[] => (list ?? '').split(/[\s,]+/).filter(Boolean);
