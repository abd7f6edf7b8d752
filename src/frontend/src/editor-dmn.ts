import EditingManager from 'dmn-js-shared/lib/base/EditingManager';
import type { View } from 'dmn-js-shared/lib/base/Manager';
import TableEditorModule from 'dmn-js-decision-table/lib/Editor';
import camunda from 'camunda-dmn-moddle/resources/camunda.json';
import { element } from './dom';
import type { Editor } from './editor-save';
import { translate, words } from './editor-texts';

/** The editor of decision tables, without the drawing of which decision needs which: each of ours stands alone. */
class TableEditor extends EditingManager {
  override _getViewProviders() {
    return [{
      id: 'decisionTable',
      constructor: TableEditorModule,
      opens: (one: View['element']) => one.$type === 'dmn:Decision' && one.decisionLogic?.$type === 'dmn:DecisionTable',
    }];
  }
}

export async function editDmn(host: HTMLElement, xml: string): Promise<Editor> {
  const container = element('div', { class: 'workbench-table', role: 'region', tabindex: '0', 'aria-label': `${words.canvas}: ${host.getAttribute('aria-label') ?? ''}` });
  host.removeAttribute('aria-label');
  host.classList.add('model');
  host.replaceChildren(container);
  const manager = new TableEditor({ container, moddleExtensions: { camunda }, decisionTable: { additionalModules: [{ translate: ['value', translate] }] } } as never);
  await manager.importXML(xml, { open: false });
  const view = manager.getViews()[0];
  if (!view) throw new Error('the file holds no decision table');
  await manager.open(view);
  const corner = container.querySelector('th.index-column');
  if (corner && !corner.textContent) corner.textContent = '#';

  return {
    xml: async () => (await manager.saveXML({ format: true })).xml,
    onChange: run => manager.getActiveViewer().get('eventBus').on('elements.changed', run),
    mark: ids => {
      for (const row of container.querySelectorAll('.has-finding')) row.classList.remove('has-finding');
      for (const id of ids) row(container, id)?.classList.add('has-finding');
    },
    show: id => row(container, id)?.scrollIntoView({ block: 'center' }),
    lock: () => {
      host.classList.add('workbench--locked');
      container.inert = true;
    },
  };
}

const row = (container: HTMLElement, id: string): Element | null | undefined => container.querySelector(`[data-row-id="${CSS.escape(id)}"]`)?.closest('tr');
