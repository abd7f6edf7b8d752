import { element, onContent } from './dom';

/** An @ in a note leads to the list of colleagues; the one chosen is named in the text, and writing goes on there. */
export function offerMentions(): void {
  onContent(root => {
    for (const text of root.querySelectorAll<HTMLTextAreaElement>('textarea[data-mentions]')) {
      const list = document.getElementById(text.dataset.mentions!);
      if (!(list instanceof HTMLSelectElement) || text.dataset.offers) continue;
      text.dataset.offers = 'true';
      text.addEventListener('input', event => {
        if ((event as InputEvent).data === '@') list.focus();
      });
      list.addEventListener('change', () => {
        const at = text.selectionStart;
        if (!list.value || text.value[at - 1] !== '@') return;
        text.setRangeText(`${list.selectedOptions[0]!.dataset.name} `, at, at, 'end');
        // The one chosen next takes the place of this one in the list, not among those who are told.
        list.after(element('input', { type: 'hidden', name: list.name, value: list.value }));
        list.value = '';
        text.focus();
      });
    }
  });
}
