import { csrf } from './csrf';
import { element } from './dom';

/** What the server refused, in its words. */
class Refused extends Error {
  constructor(text: string, readonly code: string) {
    super(text);
  }
}

/** What the browser may throw, as a data attribute of the form that holds the words for it. */
const FAULTS: Record<string, string> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'present',
  NotSupportedError: 'unsupported',
  ConstraintError: 'unsupported',
  SecurityError: 'unsupported',
};

/** Forms for passkeys are hidden until it is known that the browser can; data-passkey-without says what to do if not. */
export function offerPasskeys(root: ParentNode): void {
  // Neither in an old browser nor on a site without HTTPS.
  if (!('PublicKeyCredential' in window) || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) return;
  for (const text of root.querySelectorAll<HTMLElement>('[data-passkey-without]')) text.hidden = true;
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-passkey][hidden]')) {
    form.hidden = false;
    form.addEventListener('submit', event => {
      event.preventDefault();
      void run(form);
    });
  }
}

async function run(form: HTMLFormElement): Promise<void> {
  if (form.dataset.busy) return;
  form.dataset.busy = 'true';
  form.querySelector('[role=alert]')?.replaceChildren();
  try {
    location.assign(await (form.dataset.passkey === 'add' ? add(form) : signIn(form)));
  } catch (fault) {
    say(form, fault);
  } finally {
    delete form.dataset.busy;
  }
}

async function signIn(form: HTMLFormElement): Promise<string> {
  const options = PublicKeyCredential.parseRequestOptionsFromJSON(await post(form.dataset.options!));
  const passkey = (await navigator.credentials.get({ publicKey: options })) as PublicKeyCredential;
  return (await post(form.action, passkey.toJSON())).redirectUrl;
}

async function add(form: HTMLFormElement): Promise<string> {
  const options = PublicKeyCredential.parseCreationOptionsFromJSON(await post(form.dataset.options!));
  const passkey = (await navigator.credentials.create({ publicKey: options })) as PublicKeyCredential;
  await post(form.action, { publicKey: { credential: passkey.toJSON(), label: new FormData(form).get('label') } });
  return form.dataset.done!;
}

async function post(url: string, body?: unknown): Promise<any> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...csrf() },
    body: JSON.stringify(body),
  });
  if (answer.ok) return answer.json();
  const problem = await answer.json();
  throw new Refused(problem.detail, problem.code);
}

function say(form: HTMLFormElement, fault: unknown): void {
  const kind = FAULTS[(fault as Error).name] ?? 'failed';
  const [text, code] =
    fault instanceof Refused ? [fault.message, fault.code] : [form.dataset[kind]!, `PASSKEY_${kind.toUpperCase()}`];
  form.querySelector('[role=alert]')?.replaceChildren(
    element('div', { class: 'notice notice--warning' }, element('p', {}, text, ' ', element('code', {}, code))),
  );
}
