import { csrf } from './csrf';
import { element } from './dom';
import { words } from './editor-texts';

/** What both editors can do. */
export interface Editor {
  xml(): Promise<string>;
  onChange(run: () => void): void;
  /** Marks what has findings, and answers with how to go there. */
  mark(ids: string[]): void;
  show(id: string): void;
  /** Nothing can be changed any more: somebody else goes on. */
  lock(): void;
}

interface Finding {
  severity: 'UNSAFE' | 'ERROR' | 'WARNING';
  element: string;
  code: string;
  text: string;
  mend: string;
}

const PAUSE = 1500;
const HEARTBEAT = 45_000;

/** Keeps what is edited as one works: one save at a time, never over what somebody else saved. */
export function keep(host: HTMLElement, editor: Editor): void {
  const status = document.querySelector<HTMLElement>('[data-model-status]');
  const list = document.querySelector<HTMLElement>('[data-model-findings]');
  let revision = Number(host.dataset.revision);
  let changed = false;
  let saving = false;
  let over = host.dataset.lockedBy !== undefined;
  let timer = 0;

  const say = (text: string) => {
    if (status) status.textContent = text;
  };

  const tell = (findings: Finding[]) => {
    editor.mark(findings.map(one => one.element).filter(Boolean));
    list?.replaceChildren(
      ...(findings.length === 0 ? [element('li', { class: 'quiet' }, words.noFindings)] : findings.map(one => {
        const go = element('button', { type: 'button', class: 'model-finding-go' }, one.text);
        go.addEventListener('click', () => {
          if (one.element) editor.show(one.element);
          host.scrollIntoView({ block: 'start' });
        });
        return element('li', { class: `model-finding model-finding--${one.severity.toLowerCase()}` },
          element('strong', {}, words.severity[one.severity]), ' ', go, ' ', element('span', {}, one.mend), ' ', element('code', { class: 'small' }, one.element));
      })),
    );
  };

  /** What was not kept can be taken along. */
  const give = async (text: string) => {
    over = true;
    editor.lock();
    const link = element('a', { download: `${host.dataset.src!.split('/').at(-2)}.${host.dataset.modelEdit}`, href: URL.createObjectURL(new Blob([await editor.xml()], { type: 'application/xml' })) }, words.download);
    status?.replaceChildren(`${text} `, link);
  };

  const save = async (): Promise<void> => {
    if (over || saving || !changed) return;
    saving = true;
    changed = false;
    say(words.saving);
    try {
      const answer = await fetch(host.dataset.src!, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/xml', 'If-Match': `"${revision}"`, Accept: 'application/json', ...csrf() },
        body: await editor.xml(),
      });
      const told = await answer.json();
      if (answer.ok) {
        revision = told.revision;
        say(words.saved.replace('{0}', told.savedAt));
        tell(told.findings);
      } else {
        changed = true;
        await give(told.text ?? words.notSaved);
      }
    } catch {
      // the network may come back; what is edited stays in the page meanwhile
      changed = true;
      say(words.notSaved);
      timer = window.setTimeout(save, 10 * PAUSE);
    }
    saving = false;
    if (changed && !over) timer = window.setTimeout(save, PAUSE);
  };

  editor.onChange(() => {
    changed = true;
    window.clearTimeout(timer);
    timer = window.setTimeout(save, PAUSE);
  });
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      window.clearTimeout(timer);
      void save();
    }
  });
  window.addEventListener('beforeunload', event => {
    if (changed || saving) event.preventDefault();
  });
  if (over) editor.lock();
  else
    window.setInterval(async () => {
      if (over || document.hidden) return;
      const answer = await fetch(host.dataset.lock!, { method: 'POST', headers: { Accept: 'application/json', ...csrf() } }).catch(() => null);
      if (answer?.status === 423) await give((await answer.json()).text);
    }, HEARTBEAT);

  const known = list?.dataset.src;
  if (known)
    void fetch(known, { headers: { Accept: 'application/json' } })
      .then(answer => (answer.ok ? answer.json() : []))
      .then(tell)
      .catch(() => undefined);
}
