// Words of the model viewers. Everything a page can say before the script runs comes from messages*.properties.

const ja = {
  active: '進行中',
  done: '完了',
  incident: 'エラー',
  diagram: '業務フロー図',
  table: '決定表',
  tools: '図の表示',
  zoomIn: '拡大',
  zoomOut: '縮小',
  fit: '全体を表示',
  current: '今の段階を拡大',
  scrolls: '表は横に長いため、左右に動かしてご覧ください。',
  asText: '図の内容を文章で読む',
  decisions: '表示する決定',
  rule: '番号',
  unavailable: '図を表示できませんでした。時間をおいて、もう一度ページを開いてください。',
};

const en: typeof ja = {
  active: 'In progress',
  done: 'Done',
  incident: 'Error',
  diagram: 'Process diagram',
  table: 'Decision table',
  tools: 'View of the diagram',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  current: 'Zoom to the current step',
  scrolls: 'This table is wide: scroll it sideways to see all of it.',
  asText: 'Read the diagram as text',
  decisions: 'Decision to show',
  rule: 'Rule',
  unavailable: 'The diagram could not be shown. Please open the page again in a while.',
};

export const japanese = document.documentElement.lang.startsWith('ja');

export const texts = japanese ? ja : en;

/** What dmn-js writes itself. */
const tableWords: Record<string, string> = {
  'Hit policy:': 'ヒットポリシー：',
  When: '条件',
  Then: '結果',
  And: 'かつ',
  Annotations: '注釈',
  'Input label: ': '入力の名前：',
  'Input expression: ': '入力の式：',
  'Input values': '入力の値',
  'Input type': '入力の型',
  'Output label': '出力の表示名',
  'Output name': '出力の名前',
  'Output values': '出力の値',
  'Output type': '出力の型',
  'Decision name: ': '決定の名前：',
  'Variable name:': '変数の名前：',
  'Variable type:': '変数の型：',
  'Expression language:': '式の言語：',
};

export const translateTable = (words: string): string => (japanese && tableWords[words]) || words;
