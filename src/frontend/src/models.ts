import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import './models.css';
import { showBpmn } from './bpmn';
import { showDmn } from './dmn';
import { onContent } from './dom';

function each(root: ParentNode, attribute: string, show: (host: HTMLElement) => Promise<void>): void {
  for (const host of root.querySelectorAll<HTMLElement>(`[${attribute}]:not([data-shown])`)) {
    host.dataset.shown = 'loading';
    void show(host);
  }
}

onContent(root => {
  each(root, 'data-bpmn-src', showBpmn);
  each(root, 'data-dmn-src', showDmn);
});
