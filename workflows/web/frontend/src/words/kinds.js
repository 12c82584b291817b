// Chinese words of the kinds of elements, as the head of the properties panel says them: “Timer Boundary Event”.
const KINDS = {
  Association: '关联',
  'Business Rule Task': '决策环节',
  'Call Activity': '调用环节',
  'Collapsed Ad Hoc Sub Process': '自由子流程（折叠）',
  'Collapsed Sub Process': '子流程（折叠）',
  Collaboration: '协作图',
  'Complex Gateway': '复杂网关',
  'Conditional Flow': '条件流',
  'Data Input': '输入数据',
  'Data Input Association': '输入数据关联',
  'Data Object Reference': '数据对象',
  'Data Output': '输出数据',
  'Data Output Association': '输出数据关联',
  'Data Store Reference': '数据存储',
  'Default Flow': '默认流',
  'Event Based Gateway': '事件网关',
  'Event Sub Process': '事件子流程',
  'Exclusive Gateway': '排他网关',
  'Expanded Ad Hoc Sub Process': '自由子流程',
  'Expanded Sub Process': '子流程',
  Gateway: '网关',
  Group: '分组',
  'Inclusive Gateway': '包容网关',
  Lane: '泳道',
  'Manual Task': '线下环节',
  'Message Flow': '消息流',
  'Parallel Gateway': '并行网关',
  Participant: '泳池',
  Process: '流程',
  'Receive Task': '接收环节',
  'Script Task': '脚本环节',
  'Send Task': '发送环节',
  'Sequence Flow': '顺序流',
  'Service Task': '机器环节',
  Task: '环节',
  'Text Annotation': '批注',
  Transaction: '事务',
  'User Task': '人工环节',
};
const EVENTS = {
  'Boundary Event': '边界事件',
  'End Event': '结束事件',
  'Intermediate Catch Event': '中间等待事件',
  'Intermediate Throw Event': '中间抛出事件',
  'Start Event': '开始事件',
};
const TRIGGERS = {
  Cancel: '取消',
  Compensate: '补偿',
  Conditional: '条件',
  Error: '错误',
  Escalation: '升级',
  Link: '链接',
  Message: '消息',
  Multiple: '多重',
  Parallel: '并行',
  'Parallel Multiple': '并行多重',
  Signal: '信号',
  Terminate: '终止',
  Timer: '定时',
};
const PARTED = new RegExp(`^(?:(${Object.keys(TRIGGERS).join('|')}) )?(${Object.keys(EVENTS).join('|')})( \\(Non Interrupting\\))?$`);

/** Return the Chinese word of a kind of element, or undefined where it is none. */
export function kindWord(text) {
  const [, trigger, event, beside] = PARTED.exec(text) || [];
  if (!event) return Object.hasOwn(KINDS, text) ? KINDS[text] : undefined;
  return `${trigger ? TRIGGERS[trigger] : ''}${EVENTS[event]}${beside ? '（不中断）' : ''}`;
}
