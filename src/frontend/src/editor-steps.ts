import { SelectEntry, TextFieldEntry, isSelectEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { words } from './editor-texts';

/** What one picks from instead of typing it, as the server lists it. */
export interface Part {
  value: string;
  label: string;
}
export interface Parts {
  roles: Part[];
  forms: Part[];
  topics: Part[];
  methods: Part[];
  dueDates: Part[];
  processes: Part[];
  variables: Part[];
}

type Shape = any;

/** A group of the panel with both names of an element, and one with what our steps are made of. */
export function stepsModule(parts: Parts): object {
  class StepsProvider {
    static $inject = ['propertiesPanel'];
    constructor(panel: any) {
      panel.registerProvider(400, this);
    }
    getGroups(shape: Shape) {
      return (groups: any[]) => {
        const own = [{ id: 'madoguchi-names', label: words.names, entries: names(shape), shouldOpen: true }];
        const work = entries(shape, parts);
        if (work.length > 0) own.push({ id: 'madoguchi-work', label: words.work, entries: work, shouldOpen: true });
        return [...own, ...groups];
      };
    }
  }
  return { __init__: ['stepsProvider'], stepsProvider: ['type', StepsProvider] };
}

function names(shape: Shape): any[] {
  return [
    { id: 'madoguchi-name', element: shape, component: NameEn, isEdited: isTextFieldEntryEdited },
    { id: 'madoguchi-name-ja', element: shape, component: NameJa, isEdited: isTextFieldEntryEdited },
  ];
}

function NameEn({ element, id }: { element: Shape; id: string }): any {
  const modeling = useService('modeling');
  return TextFieldEntry({
    element, id, label: words.nameEn, debounce: useService('debounceInput'),
    getValue: () => element.businessObject.name ?? '',
    setValue: (value: string) => modeling.updateProperties(element, { name: value }),
  });
}

function NameJa({ element, id }: { element: Shape; id: string }): any {
  const modeling = useService('modeling');
  const factory = useService('bpmnFactory');
  return TextFieldEntry({
    element, id, label: words.nameJa, debounce: useService('debounceInput'),
    getValue: () => property(element, 'nameJa')?.value ?? '',
    setValue: (value: string) => setProperty(element, 'nameJa', value ?? '', modeling, factory),
  });
}

const properties = (element: Shape): any => element.businessObject.extensionElements?.values?.find((one: any) => one.$type === 'camunda:Properties');
const property = (element: Shape, name: string): any => properties(element)?.values?.find((one: any) => one.name === name);

function setProperty(element: Shape, name: string, value: string, modeling: any, factory: any): void {
  const there = property(element, name);
  if (there) {
    modeling.updateModdleProperties(element, there, { value });
    return;
  }
  const made = factory.create('camunda:Property', { name, value });
  const list = properties(element);
  if (list) {
    modeling.updateModdleProperties(element, list, { values: [...(list.values ?? []), made] });
    return;
  }
  const bo = element.businessObject;
  const around = factory.create('camunda:Properties', { values: [made] });
  const extensions = bo.extensionElements;
  if (extensions) modeling.updateModdleProperties(element, extensions, { values: [...(extensions.values ?? []), around] });
  else modeling.updateModdleProperties(element, bo, { extensionElements: factory.create('bpmn:ExtensionElements', { values: [around] }) });
}

/** A choice among what there is; a value that is not listed stays, and can be seen. */
function choice(label: string, options: Part[], read: (element: Shape) => string | undefined, write: (element: Shape, value: string | undefined, modeling: any, factory: any) => void) {
  return function Choice({ element, id }: { element: Shape; id: string }): any {
    const modeling = useService('modeling');
    const factory = useService('bpmnFactory');
    const now = read(element);
    const unlisted = now && !options.some(one => one.value === now) ? [{ value: now, label: now }] : [];
    return SelectEntry({
      element, id, label,
      getValue: () => now ?? '',
      setValue: (value: string) => write(element, value || undefined, modeling, factory),
      getOptions: () => [{ value: '', label: words.none }, ...unlisted, ...options],
    });
  };
}

const attribute = (name: string) => ({
  read: (element: Shape) => element.businessObject.get(name),
  write: (element: Shape, value: string | undefined, modeling: any) => modeling.updateProperties(element, { [name]: value }),
});

const timerOf = (element: Shape): any => element.businessObject.eventDefinitions?.find((one: any) => one.$type === 'bpmn:TimerEventDefinition');

function entries(shape: Shape, parts: Parts): any[] {
  const of = (id: string, label: string, options: Part[], how: { read: any; write: any }) => ({ id, element: shape, component: choice(label, options, how.read, how.write), isEdited: isSelectEntryEdited });
  const is = (type: string) => shape.businessObject.$instanceOf?.(type) ?? false;
  if (is('bpmn:UserTask')) return [of('madoguchi-role', words.role, parts.roles, attribute('camunda:candidateGroups')), of('madoguchi-form', words.form, parts.forms, attribute('camunda:formKey'))];
  if (is('bpmn:ServiceTask') && shape.businessObject.get('camunda:type') === 'external') return [of('madoguchi-topic', words.topic, parts.topics, attribute('camunda:topic'))];
  if (is('bpmn:ServiceTask') || is('bpmn:BusinessRuleTask')) return [of('madoguchi-step', words.step, parts.methods, attribute('camunda:expression'))];
  if (is('bpmn:CallActivity')) return [of('madoguchi-process', words.process, parts.processes, attribute('calledElement'))];
  if (is('bpmn:Event') && timerOf(shape))
    return [of('madoguchi-due', words.due, parts.dueDates, {
      read: (element: Shape) => timerOf(element)?.timeDate?.body,
      write: (element: Shape, value: string | undefined, modeling: any, factory: any) => modeling.updateModdleProperties(element, timerOf(element), {
        timeDate: value ? factory.create('bpmn:FormalExpression', { body: value }) : undefined, timeDuration: undefined, timeCycle: undefined,
      }),
    })];
  return [];
}
