// Where analysts edit a model or a table. The server says what is wrong with each save; nothing here decides.
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import 'bpmn-js-color-picker/colors/color-picker.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn-embedded.css';
import './models.css';
import './editor.css';
import { editBpmn } from './editor-bpmn';
import { editDmn } from './editor-dmn';
import { keep, type Editor } from './editor-save';
import { load } from './frame';
import { words } from './editor-texts';

async function start(host: HTMLElement): Promise<void> {
  host.classList.add('workbench');
  host.setAttribute('aria-busy', 'true');
  try {
    const xml = await load(host.dataset.src!);
    const open: (host: HTMLElement, xml: string) => Promise<Editor> = host.dataset.modelEdit === 'dmn' ? editDmn : editBpmn;
    const editor = await open(host, xml);
    host.removeAttribute('aria-busy');
    keep(host, editor);
    host.dataset.shown = 'true';
  } catch (fault) {
    console.error(fault);
    host.append(Object.assign(document.createElement('p'), { className: 'notice notice--warning', textContent: words.unreadable }));
    host.removeAttribute('aria-busy');
    host.dataset.shown = 'false';
  }
}

for (const host of document.querySelectorAll<HTMLElement>('[data-model-edit]')) void start(host);
