/**
 * Says at once what is wrong with a chosen file. Limits and sentences are data attributes of the input, so that the
 * page and the server's own check come from one place; the server decides.
 */
export function checkFiles(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('input[type=file][data-file]')) {
    if (input.dataset.file) continue;
    input.dataset.file = 'watched';
    input.addEventListener('change', () => void check(input));
    input.form?.addEventListener('submit', event => {
      if (input.dataset.refused) {
        event.preventDefault();
        input.focus();
      }
    }, { capture: true });
  }
}

async function check(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  delete input.dataset.refused;
  show(input, 'chosen', '');
  show(input, 'problem', '');
  input.removeAttribute('aria-invalid');
  forget(input);
  if (!file) return;

  const limits = input.dataset;
  const types = (input.accept || '').split(',').map(type => type.trim()).filter(Boolean);
  if (types.length > 0 && !types.some(type => matches(file, type))) return refuse(input, limits.messageType);
  if (limits.maxBytes && file.size > Number(limits.maxBytes)) return refuse(input, limits.messageLarge);
  if (limits.minBytes && file.size < Number(limits.minBytes)) return refuse(input, limits.messageSmall);

  const size = await dimensions(file);
  if (input.files?.[0] !== file) return;
  const details = [weight(file.size), size && `${size.width} × ${size.height} px`].filter(Boolean).join(' / ');
  show(input, 'chosen', `${file.name} (${details})`);
  if (!size) return;
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  if ((limits.minSide && short < Number(limits.minSide)) || (limits.maxSide && long > Number(limits.maxSide)))
    problem(input, limits.messageDimensions);
}

const matches = (file: File, type: string) =>
  type.startsWith('.')
    ? file.name.toLowerCase().endsWith(type.toLowerCase())
    : type.endsWith('/*')
      ? file.type.startsWith(type.slice(0, -1))
      : file.type === type;

const weight = (bytes: number) =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`;

// No object URL and no <img>: the page's policy need not allow blob: addresses.
async function dimensions(file: File): Promise<{ width: number; height: number } | undefined> {
  if (!file.type.startsWith('image/')) return undefined;
  try {
    const image = await createImageBitmap(file);
    const { width, height } = image;
    image.close();
    return { width, height };
  } catch {
    return undefined;
  }
}

/** What the server said was of the file before. */
function forget(input: HTMLInputElement): void {
  const summary = input.form?.querySelector('.error-summary');
  summary?.querySelector(`a[href="#${input.id}"]`)?.closest('li')?.remove();
  if (!summary?.querySelector('li')) summary?.remove();
  document.getElementById(`${input.id}-error`)?.remove();
  input.closest('.field')?.classList.remove('field--invalid');
}

/** A wrong type or weight is certain, so the file is not sent at all: the line may be slow. */
function refuse(input: HTMLInputElement, text: string | undefined): void {
  input.dataset.refused = 'true';
  problem(input, text);
}

function problem(input: HTMLInputElement, text: string | undefined): void {
  input.setAttribute('aria-invalid', 'true');
  show(input, 'problem', text ?? '');
}

function show(input: HTMLInputElement, part: 'chosen' | 'problem', text: string): void {
  const place = input.closest('.field')?.querySelector<HTMLElement>(`[data-file-${part}]`);
  if (place) place.textContent = text;
}
