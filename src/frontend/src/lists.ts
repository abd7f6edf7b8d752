/**
 * Coming back to a list, what was chosen is still chosen: a form with data-keeps-choice="the list" keeps the boxes that
 * belong to it until it is sent.
 */
export function keepChoices(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-keeps-choice]')) keepChoice(form);
}

function keepChoice(form: HTMLFormElement): void {
  const key = `madoguchi.chosen.${form.dataset.keepsChoice}`;
  const boxes = [...form.elements].filter((one): one is HTMLInputElement => one instanceof HTMLInputElement && one.type === 'checkbox');
  const chosen = new Set(read(key));
  for (const box of boxes) {
    if (chosen.has(box.value)) box.checked = true;
    box.addEventListener('change', () => write(key, boxes.filter(one => one.checked).map(one => one.value)));
  }
  form.addEventListener('submit', () => write(key, []));
}

function read(key: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[];
  } catch {
    return [];
  }
}

function write(key: string, ids: string[]): void {
  try {
    if (ids.length > 0) sessionStorage.setItem(key, JSON.stringify(ids));
    else sessionStorage.removeItem(key);
  } catch {
    // without storage nothing is kept
  }
}
