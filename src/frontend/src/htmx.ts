import { csrf } from './csrf';

interface Request {
  verb: string;
  headers: Record<string, string>;
  triggeringEvent?: Event;
}
interface Answer {
  xhr: XMLHttpRequest;
  shouldSwap: boolean;
  isError: boolean;
  swapOverride?: string;
}

export function connectHtmx(): void {
  document.addEventListener('htmx:configRequest', event => {
    const request = (event as CustomEvent<Request>).detail;
    if (request.verb !== 'get') Object.assign(request.headers, csrf());
    // What a person does next replaces the old message; a list that refreshes itself leaves it standing.
    if (request.triggeringEvent?.isTrusted) errors()?.replaceChildren();
  });

  // htmx drops answers of 400 and above. Ours carry either the form with its errors (422), which belongs in its
  // place, or a sentence for #errors out of band, and then the target must stay as it is.
  document.addEventListener('htmx:beforeSwap', event => {
    const answer = (event as CustomEvent<Answer>).detail;
    if (answer.xhr.status < 400) return;
    answer.shouldSwap = true;
    answer.isError = false;
    if (answer.xhr.status === 422) return;
    answer.swapOverride = 'none';
    if (!/id="errors"/.test(answer.xhr.responseText)) say(errors()?.dataset.failed);
  });

  document.addEventListener('htmx:sendError', () => say(errors()?.dataset.offline));
  document.addEventListener('htmx:timeout', () => say(errors()?.dataset.offline));
}

const errors = () => document.getElementById('errors');

function say(text: string | undefined): void {
  const place = errors();
  if (!place || !text) return;
  const notice = document.createElement('p');
  notice.className = 'notice notice--error';
  notice.textContent = text;
  place.replaceChildren(notice);
}
