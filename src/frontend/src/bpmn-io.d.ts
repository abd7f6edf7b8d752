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

declare module 'dmn-js-shared/lib/base/EditingManager' {
  import Manager from 'dmn-js-shared/lib/base/Manager';
  export default class EditingManager extends Manager {
    saveXML(options: { format: boolean }): Promise<{ xml: string }>;
    getActiveViewer(): { get(name: 'eventBus'): { on(event: string, run: () => void): void } };
  }
}

declare module 'dmn-js-decision-table/lib/Editor' {
  const editor: unknown;
  export default editor;
}

declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
  export const CamundaPlatformPropertiesProviderModule: object;
  export function useService(name: string): any;
}

declare module '@bpmn-io/properties-panel' {
  type Entry = (props: any) => any;
  export const SelectEntry: Entry;
  export const TextFieldEntry: Entry;
  export const isSelectEntryEdited: Entry;
  export const isTextFieldEntryEdited: Entry;
}

declare module 'bpmn-js-color-picker' {
  const module: object;
  export default module;
}

declare module 'bpmn-js-token-simulation' {
  const module: object;
  export default module;
}

declare module 'diagram-js-minimap' {
  const module: object;
  export default module;
}
