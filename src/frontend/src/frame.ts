import { element } from './dom';
import { texts } from './texts';

/** What surrounds every model: tools above, drawing, text alternative below. */
export interface Frame {
  label: string;
  canvas: HTMLElement;
  tools: HTMLElement;
  tool(sign: string, label: string, run: () => void): void;
  describe(text: () => HTMLElement): void;
  ready(): void;
  fail(fault: unknown): void;
}

export function frame(host: HTMLElement, kind: string): Frame {
  const label = host.dataset.label ?? kind;
  const canvas = element('div', { class: 'model-canvas' });
  const tools = element('div', { class: 'model-tools', role: 'group', 'aria-label': `${texts.tools}: ${label}` });
  const given = [...host.childNodes].filter(node => node.nodeType === Node.ELEMENT_NODE || node.textContent?.trim());
  host.replaceChildren(tools, canvas);
  host.classList.add('model');
  host.setAttribute('aria-busy', 'true');

  const alternative = (...content: Node[]) =>
    host.append(
      element('details', { class: 'model-text' }, element('summary', {}, texts.asText), ...content),
    );
  if (given.length > 0) alternative(...given);

  return {
    label,
    canvas,
    tools,
    tool(sign, name, run) {
      const button = element('button', { type: 'button', class: 'button button--secondary button--small' });
      if (sign) button.append(element('span', { 'aria-hidden': 'true', class: 'model-sign' }, sign));
      button.append(sign ? element('span', { class: 'visually-hidden' }, name) : name);
      if (sign) button.title = name;
      button.addEventListener('click', run);
      tools.append(button);
    },
    describe(text) {
      // A page that wrote its own alternative knows the case better than the drawing does.
      if (given.length === 0) alternative(text());
    },
    ready() {
      if (tools.childElementCount === 0) tools.remove();
      host.removeAttribute('aria-busy');
      host.dataset.shown = 'true';
    },
    fail(fault) {
      console.error(fault);
      tools.remove();
      canvas.replaceWith(element('p', { class: 'notice notice--warning' }, texts.unavailable));
      host.querySelector('details')?.setAttribute('open', '');
      host.removeAttribute('aria-busy');
      host.dataset.shown = 'false';
    },
  };
}

export async function load(address: string): Promise<string> {
  const answer = await fetch(address, { credentials: 'same-origin', headers: { Accept: 'application/xml, text/xml' } });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer.text();
}
