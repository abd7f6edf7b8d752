import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule } from 'bpmn-js-properties-panel';
import Color from 'bpmn-js-color-picker';
import TokenSimulation from 'bpmn-js-token-simulation';
import camunda from 'camunda-bpmn-moddle/resources/camunda.json';
import Minimap from 'diagram-js-minimap';
import { element } from './dom';
import { stepsModule, type Parts } from './editor-steps';
import type { Editor } from './editor-save';
import { translate, words } from './editor-texts';
import { japanese } from './texts';

interface Shape {
  id: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  labelTarget?: unknown;
  waypoints?: unknown[];
  parent?: Shape;
  businessObject: { name?: string; $instanceOf(type: string): boolean; get(name: string): unknown };
}

/** The editor of processes: drawing on the left, what is chosen on the right, all of it reachable by keyboard. */
export async function editBpmn(host: HTMLElement, xml: string): Promise<Editor> {
  const parts: Parts = await fetch(host.dataset.parts!, { headers: { Accept: 'application/json' } }).then(answer => answer.json());
  const tools = element('div', { class: 'model-tools', role: 'group', 'aria-label': words.tools });
  const canvas = element('div', { class: 'workbench-canvas', role: 'region', 'aria-label': `${words.canvas}: ${host.getAttribute('aria-label') ?? ''}` });
  const panel = element('div', { class: 'workbench-panel', role: 'region', 'aria-label': words.panel, tabindex: '0' });
  const list = element('ol', { class: 'workbench-elements' });
  const elements = element('details', { class: 'model-text' }, element('summary', {}, words.elements), list);
  host.removeAttribute('aria-label');
  host.replaceChildren(tools, element('div', { class: 'workbench-sides' }, canvas, panel), elements);

  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel },
    moddleExtensions: { camunda },
    additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, CamundaPlatformPropertiesProviderModule, TokenSimulation, Minimap, Color, stepsModule(parts),
      { translate: ['value', translate] }],
  } as object);
  await modeler.importXML(xml);

  const service = (name: string) => modeler.get<any>(name);
  const registry = service('elementRegistry');
  const selection = service('selection');
  const view = service('canvas');
  let locked = false;

  const title = (shape: Shape) => {
    const named = japanese ? nameJa(shape) || shape.businessObject.name : shape.businessObject.name;
    return named || shape.id;
  };
  const show = (id: string) => {
    const shape: Shape | undefined = registry.get(id);
    if (!shape) return;
    selection.select(shape);
    view.scrollToElement(shape);
    panel.focus();
  };
  const tool = (sign: string, name: string, run: () => void) => {
    const button = element('button', { type: 'button', class: 'button button--secondary button--small', title: name });
    if (sign) button.append(element('span', { 'aria-hidden': 'true' }, sign), element('span', { class: 'visually-hidden' }, name));
    else button.append(name);
    button.addEventListener('click', run);
    tools.append(button);
    return button;
  };
  tool('↶', words.undo, () => service('commandStack').undo());
  tool('↷', words.redo, () => service('commandStack').redo());
  tool('+', words.zoomIn, () => service('zoomScroll').stepZoom(1));
  tool('−', words.zoomOut, () => service('zoomScroll').stepZoom(-1));
  tool('', words.fit, () => view.zoom('fit-viewport', 'auto'));
  tool('', words.find, () => service('searchPad').toggle());
  const simulate = tool('', words.simulate, () => {
    service('toggleMode').toggleMode();
    simulate.setAttribute('aria-pressed', String(simulate.getAttribute('aria-pressed') !== 'true'));
  });
  simulate.setAttribute('aria-pressed', 'false');
  tool('', words.minimap, () => service('minimap').toggle());
  const kind = element('select', { class: 'input input--small', 'aria-label': words.appendWhat });
  for (const [value, label] of Object.entries(words.kinds)) kind.append(new Option(label, value));
  tools.append(kind);
  const append = tool('', words.append, () => {
    const chosen: Shape | undefined = selection.get()[0];
    if (!chosen || chosen.waypoints || locked) return;
    const added = service('autoPlace').append(chosen, make(kind.value));
    selection.select(added);
    panel.focus();
  });
  const remove = tool('', words.remove, () => {
    if (!locked) service('modeling').removeElements([...selection.get()]);
  });

  /** One of the steps we have, with what every one of its kind says. */
  function make(what: string): unknown {
    const factory = service('elementFactory');
    const moddle = service('bpmnFactory');
    if (what === 'partner') return factory.createShape({ type: 'bpmn:ServiceTask', businessObject: moddle.create('bpmn:ServiceTask', { 'camunda:type': 'external', 'camunda:topic': parts.topics[0]?.value }) });
    if (what === 'timer') return factory.createShape({ type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' });
    if (what === 'bpmn:CallActivity')
      return factory.createShape({
        type: what,
        businessObject: moddle.create(what, {
          'camunda:calledElementBinding': 'deployment',
          extensionElements: moddle.create('bpmn:ExtensionElements', { values: [moddle.create('camunda:In', { businessKey: '#{execution.processBusinessKey}' })] }),
        }),
      });
    return factory.createShape({ type: what });
  }

  const relist = () => {
    const shapes: Shape[] = registry.filter((shape: Shape) => !shape.labelTarget && !shape.waypoints && shape.businessObject.$instanceOf('bpmn:FlowNode'));
    shapes.sort((a, b) => a.x - b.x || a.y - b.y);
    list.replaceChildren(...shapes.map(shape => {
      const button = element('button', { type: 'button', class: 'model-finding-go' }, title(shape));
      button.addEventListener('click', () => show(shape.id));
      return element('li', {}, button);
    }));
  };
  elements.addEventListener('toggle', relist);
  modeler.on('selection.changed', () => {
    const chosen: Shape | undefined = selection.get()[0];
    append.disabled = locked || !chosen || Boolean(chosen.waypoints);
    remove.disabled = locked || !chosen;
  });
  append.disabled = true;
  remove.disabled = true;
  const drawing = canvas.querySelector('svg[data-element-id]') ?? canvas.querySelector('svg');
  drawing?.setAttribute('role', 'application');
  drawing?.setAttribute('aria-label', words.canvas);
  view.zoom('fit-viewport', 'auto');
  // the palette lies over the left edge
  view.scroll({ dx: 70, dy: 0 });

  return {
    xml: async () => (await modeler.saveXML({ format: true })).xml!,
    onChange: run => modeler.on('commandStack.changed', () => {
      if (elements.open) relist();
      run();
    }),
    mark: ids => {
      registry.forEach((shape: Shape) => view.removeMarker(shape.id, 'has-finding'));
      ids.filter(id => registry.get(id)).forEach(id => view.addMarker(id, 'has-finding'));
    },
    show,
    lock: () => {
      locked = true;
      host.classList.add('workbench--locked');
      canvas.inert = true;
      panel.inert = true;
      for (const button of [append, remove]) button.disabled = true;
    },
  };
}

function nameJa(shape: Shape): string | undefined {
  const extensions = shape.businessObject.get('extensionElements') as { values?: { $type: string; values?: { name: string; value: string }[] }[] } | undefined;
  return extensions?.values?.find(one => one.$type === 'camunda:Properties')?.values?.find(one => one.name === 'nameJa')?.value;
}
