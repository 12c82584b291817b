// The words of the form editor, which has no translate module: its text is exchanged where it appears on the page.
import { language } from './index.js';

const WORDS = {
  // palette
  Components: '组件',
  'Search components': '查找组件',
  'Clear content': '清除',
  'Form definition': '表单',
  Form: '表单',
  Input: '输入',
  Selection: '选择',
  Presentation: '展示',
  Containers: '容器',
  Action: '按钮',
  'Text field': '单行文字',
  'Text area': '多行文字',
  Number: '数字',
  'Date time': '日期时间',
  Expression: '表达式',
  'File picker': '文件',
  Checkbox: '勾选',
  'Checkbox group': '多项勾选',
  'Radio group': '单选',
  Select: '下拉选择',
  'Tag list': '标签多选',
  Text: '文字',
  'Text view': '文字',
  'HTML view': 'HTML 文字',
  'Image view': '图片',
  Image: '图片',
  Table: '表格',
  HTML: 'HTML',
  Spacer: '间隔',
  Separator: '分隔线',
  'Document preview': '文件预览',
  iFrame: '网页框',
  Group: '分组',
  'Dynamic list': '可增行的列表',
  Repeatable: '可增行',
  Button: '按钮',
  'Remove Field': '删除此项',
  'Remove {} field': '删除此项',
  'Drag and drop components here to start designing.': '把组件拖到这里，开始设计。',
  'Build your form': '设计表单',
  // properties panel
  'Select a form field to edit its properties.': '请先选中一项，再修改它的属性。',
  'Multiple form fields selected. Select a single form field to edit its properties.': '选中了多项；请只选一项。',
  General: '基本',
  Condition: '条件',
  Layout: '排版',
  Appearance: '外观',
  Serialization: '保存方式',
  Constraints: '限制',
  Validation: '校验',
  'Custom properties': '自定义属性',
  'Security attributes': '安全属性',
  'Options source': '选项来源',
  'Static options': '固定选项',
  'Dynamic options': '动态选项',
  'Options expression': '选项表达式',
  'Data source': '数据来源',
  'Headers source': '表头来源',
  'Header items': '表头',
  'List of items': '固定列表',
  Key: '案件字段（键）',
  ID: '编号',
  Type: '类型',
  Path: '路径',
  Label: '名称',
  'Date label': '日期的名称',
  'Time label': '时刻的名称',
  'Field label': '名称',
  'Field description': '说明',
  'Default value': '默认值',
  Subtype: '种类',
  'Use 24h': '二十四小时制',
  'Time interval': '时刻间隔',
  'Time format': '时刻格式',
  'Disallow past dates': '不能选过去的日期',
  Required: '必填',
  'Read only': '只读',
  Disabled: '停用',
  Minimum: '最小',
  Maximum: '最大',
  'Minimum length': '最少字数',
  'Maximum length': '最多字数',
  'Validation pattern': '格式',
  Custom: '自定义',
  'Custom regular expression': '自定义格式（正则表达式）',
  'Custom error message': '格式不符时的提示',
  Email: '电子邮箱',
  Phone: '电话',
  'Decimal digits': '小数位数',
  Increment: '步长',
  'Output as string': '保存为文字',
  Prefix: '前缀',
  Suffix: '后缀',
  Searchable: '可以查找',
  Value: '值',
  Checked: '勾选',
  'Not checked': '不勾选',
  Columns: '列',
  Column: '列',
  'Column 1': '列 1',
  'Column 2': '列 2',
  'Column 3': '列 3',
  Auto: '自动',
  'Vertical alignment': '上下对齐',
  Top: '靠上',
  Center: '居中',
  Bottom: '靠下',
  Height: '高度',
  Content: '内容',
  URL: '网址',
  'Image source': '图片来源',
  'Alternative text': '替代文字',
  Pagination: '分页',
  'Number of rows per page': '每页行数',
  'Default number of items': '默认行数',
  'Allow add/delete items': '可以增删行',
  'Disable collapse': '不折叠',
  'Number of non-collapsing items': '不折叠的行数',
  'Show outline': '显示外框',
  'Input values key': '选项所在字段',
  'Target value': '计算结果',
  'Compute on': '何时计算',
  'Value changes': '值变化时',
  'Form submission': '提交时',
  Submit: '提交',
  Reset: '重置',
  'Supported file formats': '允许的文件格式',
  'Upload multiple files': '可以上传多个文件',
  'Document reference': '文件引用',
  'Max height of preview container': '预览的最大高度',
  'Version tag': '版本标签',
  'Hide if': '隐藏条件',
  'Deactivate if': '停用条件',
  Date: '日期',
  Time: '时刻',
  'Date & time': '日期和时刻',
  'Binds to a form variable': '对应案件字段，如 claim.title',
  'Condition under which the field is hidden': '满足条件时隐藏这一项',
  'Define an expression to calculate the value of this field': '用表达式计算这一项的值',
  'Define an expression to populate the options from.': '用表达式给出选项',
  'Define which input property to populate the values from': '选项取自哪个字段',
  'Specify an expression to populate column items': '用表达式给出各列',
  'Specify the source from which to populate the table': '表格内容取自哪里',
  'Allows arbitrary precision values': '不限精度',
  'Height of the container in pixels.': '高度（像素）',
  'Expression or static value (link/data URI)': '表达式或者固定值（链接）',
  'Where the child variables of this component are pathed to.': '行内各项保存到哪里',
  'Descriptive text for screen reader accessibility.': '供读屏软件朗读的说明',
  'Toggle section': '展开或收起',
  'Create new list item': '增加一行',
  'Create new list item ': '增加一行',
  'Delete item': '删除这一行',
  'Section contains edits': '已有内容',
  'Section contains data': '已有内容',
  '<none>': '（无）',
  '<empty>': '（空）',
};
const ATTRIBUTES = ['title', 'placeholder', 'aria-label', 'data-title'];
// These few stand inside what is drawn, and still are the editor's own words.
const THEIRS = '.fjs-context-pad, .fjs-repeat-render-footer, .fjs-select-placeholder';
// What a designer has typed or drawn stays as it is.
const OWN = '.fjs-form-field-label, .fjs-children .fjs-form-field, input, textarea, [contenteditable], .cm-editor';

function exchanged(text) {
  const known = WORDS[text.trim()];
  return known ? text.replace(text.trim(), known) : text;
}

function translateText(node) {
  const parent = node.parentElement;
  if (!parent || (parent.closest(OWN) && !parent.closest(THEIRS))) return;
  const text = exchanged(node.data);
  if (text !== node.data) node.data = text;
}

function translateElement(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value) {
      const text = exchanged(value);
      if (text !== value) element.setAttribute(name, text);
    }
  }
}

function translateTree(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    translateText(root);
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  translateElement(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    else translateElement(node);
  }
}

/** Keep everything below *place* in Chinese where the page is Chinese; returns what stops it. */
export function translateBelow(place) {
  if (language() !== 'zh') return () => {};
  translateTree(place);
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') translateText(change.target);
      else if (change.type === 'attributes') translateElement(change.target);
      else change.addedNodes.forEach(translateTree);
    }
  });
  observer.observe(place, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
  return () => observer.disconnect();
}
