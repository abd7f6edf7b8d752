import Manager, { type View } from 'dmn-js-shared/lib/base/Manager';
import DecisionTableViewer from 'dmn-js-decision-table/lib/Viewer';
import LiteralExpressionViewer from 'dmn-js-literal-expression/lib/Viewer';
import { element } from './dom';
import { frame, load, type Frame } from './frame';
import { texts, translateTable } from './texts';

/** Tables and expressions only: dmn-js's own viewer would bring the requirements diagram and an editor along. */
class TableViewer extends Manager {
  override _getViewProviders() {
    const logic = (id: string, constructor: unknown, type: string) => ({
      id,
      constructor,
      opens: (decision: { decisionLogic?: { $type: string } }) => decision.decisionLogic?.$type === type,
    });
    return [
      logic('decisionTable', DecisionTableViewer, 'dmn:DecisionTable'),
      logic('literalExpression', LiteralExpressionViewer, 'dmn:LiteralExpression'),
    ];
  }
}

export async function showDmn(host: HTMLElement): Promise<void> {
  const view = frame(host, texts.table);
  view.canvas.classList.add('model-canvas--table');
  const words = { additionalModules: [{ translate: ['value', translateTable] }] };
  const viewer = new TableViewer({ container: view.canvas, decisionTable: words, literalExpression: words });
  try {
    await viewer.importXML(await load(host.dataset.dmnSrc!), { open: false });
    const views = viewer.getViews();
    const first = views.find(it => it.element.id === host.dataset.dmnDecision) ?? views[0];
    if (!first) throw new Error('the file holds no decision table');
    await open(viewer, first, view);
    if (views.length > 1) chooser(viewer, views, first, view);
  } catch (fault) {
    viewer.destroy();
    view.fail(fault);
    return;
  }
  view.ready();
}

async function open(viewer: TableViewer, decision: View, view: Frame): Promise<void> {
  await viewer.open(decision);
  const scroller = view.canvas.querySelector<HTMLElement>('.tjs-table-container');
  if (scroller) {
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label', `${texts.table}: ${decision.name || decision.element.id}`);
    const corner = scroller.querySelector('th.index-column');
    if (corner && !corner.textContent) corner.textContent = texts.rule;
    hint(scroller, view);
  }
}

/** Some systems show no scroll bar until somebody scrolls. */
function hint(scroller: HTMLElement, view: Frame): void {
  view.canvas.parentElement?.querySelector('.model-hint')?.remove();
  const words = element('p', { class: 'model-hint' }, texts.scrolls);
  view.canvas.before(words);
  const tell = () => (words.hidden = scroller.scrollWidth <= scroller.clientWidth);
  tell();
  new ResizeObserver(tell).observe(scroller);
}

function chooser(viewer: TableViewer, views: View[], first: View, view: Frame): void {
  const select = element('select', { class: 'input', 'aria-label': texts.decisions });
  for (const it of views) select.append(new Option(it.name || it.element.id, it.element.id, it === first, it === first));
  select.addEventListener('change', () => {
    const chosen = views.find(it => it.element.id === select.value);
    if (chosen) void open(viewer, chosen, view).catch(view.fail);
  });
  view.tools.append(select);
}
