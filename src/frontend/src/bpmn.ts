import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { element, words } from './dom';
import { frame, load, type Frame } from './frame';
import { japanese, texts } from './texts';

type State = 'active' | 'done' | 'incident';

// Later states win: a step with an incident may also be listed as active.
const STATES: State[] = ['done', 'active', 'incident'];

interface Shape {
  id: string;
  type: string;
  x: number;
  y: number;
  width: number;
  height: number;
  labelTarget?: unknown;
  waypoints?: unknown[];
  host?: Shape;
  outgoing?: { target?: Shape }[];
  attachers?: Shape[];
  businessObject: { name?: string; $instanceOf(type: string): boolean };
}

interface Canvas {
  addMarker(id: string, marker: string): void;
  zoom(scale: number | 'fit-viewport', center?: 'auto'): number;
  zoom(): number;
  viewbox(box: { x: number; y: number; width: number; height: number }): unknown;
  viewbox(): { inner: { width: number; height: number }; outer: { width: number; height: number } };
  resized(): void;
}
interface Overlays {
  add(id: string, overlay: { position: { top: number; left: number }; show?: object; html: HTMLElement }): string;
}
interface Registry {
  get(id: string): Shape | undefined;
  filter(keep: (shape: Shape) => boolean): Shape[];
}

const MAX_SCALE = 4;
const MIN_SCALE = 0.2;
const STEP = 1.25;

export async function showBpmn(host: HTMLElement): Promise<void> {
  const view = frame(host, texts.diagram);
  // A wheel that turns over a diagram scrolls the page, as everywhere else; the buttons zoom.
  const viewer = new NavigatedViewer({ container: view.canvas, zoomScroll: { enabled: false } } as object);
  try {
    await viewer.importXML(named(await load(host.dataset.bpmnSrc!)));
  } catch (fault) {
    viewer.destroy();
    view.fail(fault);
    return;
  }
  const canvas = viewer.get<Canvas>('canvas');
  const registry = viewer.get<Registry>('elementRegistry');
  const states = statesOf(host, registry);
  mark(states, registry, canvas, viewer.get<Overlays>('overlays'));
  heat(host, registry, canvas, viewer.get<Overlays>('overlays'));
  view.canvas.querySelector('svg')?.setAttribute('role', 'img');
  view.canvas.querySelector('svg')?.setAttribute('aria-label', view.label);
  view.describe(() => asText(registry, states));
  navigate(view, canvas, currentSteps(states, registry));
  view.ready();
}

/** The model with names in the language of its reader: it carries the Japanese ones as properties of its elements. */
function named(xml: string): string {
  if (!japanese) return xml;
  const model = new DOMParser().parseFromString(xml, 'text/xml');
  for (const property of model.getElementsByTagNameNS('http://camunda.org/schema/1.0/bpmn', 'property'))
    if (property.getAttribute('name') === 'nameJa')
      property.closest('extensionElements')?.parentElement?.setAttribute('name', property.getAttribute('value')!);
  return new XMLSerializer().serializeToString(model);
}

function statesOf(host: HTMLElement, registry: Registry): Map<string, State> {
  const lists = { done: host.dataset.bpmnDone, active: host.dataset.bpmnActive, incident: host.dataset.bpmnIncident };
  const states = new Map<string, State>();
  for (const state of STATES)
    for (const id of words(lists[state]))
      // An older version of a model may name steps that this drawing does not have.
      if (registry.get(id)) states.set(id, state);
  return states;
}

function mark(states: Map<string, State>, registry: Registry, canvas: Canvas, overlays: Overlays): void {
  for (const [id, state] of states) {
    canvas.addMarker(id, `is-${state}`);
    const shape = registry.get(id)!;
    if (shape.waypoints) continue;
    const small = shape.width < 60;
    overlays.add(id, {
      position: small ? { top: -28, left: shape.width / 2 - 14 } : { top: -26, left: 0 },
      html: element('span', { class: `model-badge model-badge--${state}` }, texts[state]),
    });
  }
}

/** How much of something each step has, from 1 to 5, and what to write on it: `id,level,words` in lines. The table beside it says the same. */
function heat(host: HTMLElement, registry: Registry, canvas: Canvas, overlays: Overlays): void {
  for (const line of (host.dataset.bpmnHeat ?? '').split('\n')) {
    const [id, level, ...words] = line.split(',');
    const shape = id ? registry.get(id) : undefined;
    if (!shape) continue;
    canvas.addMarker(id!, `is-heat-${level}`);
    overlays.add(id!, {
      position: shape.width < 60 ? { top: -24, left: -8 } : { top: -24, left: 0 },
      html: element('span', { class: 'model-badge model-badge--heat' }, words.join(',')),
    });
  }
}

/** Where the case is: what is broken first, then what is under way, from left to right. */
function currentSteps(states: Map<string, State>, registry: Registry): Shape[] {
  const of = (state: State) =>
    [...states].filter(([, it]) => it === state).map(([id]) => registry.get(id)!).filter(shape => !shape.waypoints)
      .sort((a, b) => a.x - b.x);
  return [...of('incident'), ...of('active')];
}

function navigate(view: Frame, canvas: Canvas, current: Shape[]): void {
  const { width, height } = canvas.viewbox().inner;
  view.canvas.style.setProperty('--model-ratio', String(width / Math.max(height, 1)));
  let fitted = true;
  const fit = () => {
    canvas.resized();
    const { inner, outer } = canvas.viewbox();
    // nothing drawn, or no room to draw it, as in closed details: nothing to fit; opening them is a change of size
    if (![inner.width, inner.height, outer.width, outer.height].every(Boolean)) return;
    const scale = canvas.zoom('fit-viewport', 'auto');
    if (scale > 1.2) canvas.zoom(1.2, 'auto');
    fitted = true;
  };
  const zoom = (factor: number) => {
    canvas.zoom(Math.min(MAX_SCALE, Math.max(MIN_SCALE, canvas.zoom() * factor)), 'auto');
    fitted = false;
  };
  view.tool('+', texts.zoomIn, () => zoom(STEP));
  view.tool('−', texts.zoomOut, () => zoom(1 / STEP));
  view.tool('', texts.fit, fit);
  let next = 0;
  if (current.length > 0)
    view.tool('', texts.current, () => {
      const step = current[next++ % current.length]!;
      const { outer } = canvas.viewbox();
      canvas.viewbox({
        x: step.x + step.width / 2 - outer.width / 2,
        y: step.y + step.height / 2 - outer.height / 2,
        width: outer.width,
        height: outer.height,
      });
      fitted = false;
    });
  fit();
  new ResizeObserver(() => {
    if (fitted) fit();
  }).observe(view.canvas);
}

/** Every named step in the order of the flow, each with its state in words. */
function asText(registry: Registry, states: Map<string, State>): HTMLElement {
  const steps = registry.filter(
    shape => !shape.labelTarget && !shape.waypoints && shape.businessObject.$instanceOf('bpmn:FlowNode'),
  );
  const list = element('ol', { class: 'model-steps' });
  for (const step of inFlowOrder(steps)) {
    const name = step.businessObject.name;
    if (!name) continue;
    const state = states.get(step.id);
    list.append(element('li', state ? { class: `model-step--${state}` } : {}, state ? `${name} (${texts[state]})` : name));
  }
  return list;
}

function inFlowOrder(steps: Shape[]): Shape[] {
  const seen = new Set<Shape>();
  const queue = steps.filter(step => step.type === 'bpmn:StartEvent').sort((a, b) => a.y - b.y || a.x - b.x);
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const follower of [...(next.outgoing ?? []).map(flow => flow.target), ...(next.attachers ?? [])])
      if (follower) queue.push(follower);
  }
  return [...seen, ...steps.filter(step => !seen.has(step))];
}
