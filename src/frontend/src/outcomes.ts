import { onContent } from './dom';

/**
 * Beside a decision stands what each outcome leads to. Once one is chosen the others step back; all of them stay
 * readable, as they are without a script.
 */
export function followOutcomes(): void {
  onContent(root => {
    for (const panel of root.querySelectorAll<HTMLElement>('[data-outcomes]')) {
      const form = panel.closest('form');
      if (!form || panel.dataset.follows) continue;
      panel.dataset.follows = 'true';
      const outcomes = [...panel.querySelectorAll<HTMLElement>('[data-outcome]')];
      const known = new Set(outcomes.map(it => it.dataset.outcome));
      const show = () => {
        const chosen = choice(form, known);
        const hit = outcomes.find(it => it.dataset.outcome === chosen) ?? outcomes.find(it => it.dataset.outcome === '');
        for (const outcome of outcomes) outcome.classList.toggle('outcome--other', chosen !== null && outcome !== hit);
        for (const outcome of outcomes) outcome.classList.toggle('outcome--chosen', chosen !== null && outcome === hit);
      };
      form.addEventListener('change', show);
      show();
    }
  });
}

/** What is chosen in the field whose choices are outcomes, or null. */
function choice(form: HTMLFormElement, known: Set<string | undefined>): string | null {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || field.type !== 'radio' || !known.has(field.value)) continue;
    const group = form.elements.namedItem(field.name);
    if (group instanceof RadioNodeList && group.value) return group.value;
    if (field.checked) return field.value;
  }
  return null;
}
