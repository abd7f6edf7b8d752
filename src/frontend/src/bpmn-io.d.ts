// The parts of bpmn.io's libraries that ship no types, as far as we use them.

declare module '*.css';

declare module 'dmn-js-shared/lib/base/Manager' {
  export interface View {
    id: string;
    name: string;
    type: string;
    element: ModelElement;
  }
  export interface ModelElement {
    $type: string;
    id: string;
    name?: string;
    decisionLogic?: { $type: string };
  }
  export interface ViewProvider {
    id: string;
    constructor: unknown;
    opens(element: ModelElement): boolean;
  }
  export default class Manager {
    constructor(options: { container: HTMLElement; decisionTable?: object; literalExpression?: object });
    _getViewProviders(): ViewProvider[];
    importXML(xml: string, options: { open: boolean }): Promise<unknown>;
    getViews(): View[];
    open(view: View): Promise<unknown>;
    destroy(): void;
  }
}

declare module 'dmn-js-decision-table/lib/Viewer' {
  const viewer: unknown;
  export default viewer;
}

declare module 'dmn-js-literal-expression/lib/Viewer' {
  const viewer: unknown;
  export default viewer;
}
