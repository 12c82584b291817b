// What the Hewei group offers on which element, in the order shown; the meanings stand in docs/architecture.md.
const NODES = ['bpmn:Activity', 'bpmn:Event', 'bpmn:Gateway'];
const WAITS = ['bpmn:UserTask', 'bpmn:ManualTask', 'bpmn:CatchEvent', 'bpmn:ReceiveTask'];

export const FIELDS = [
  { from: 'operation', name: 'operation', on: ['bpmn:ServiceTask'], choose: 'operations', zh: '机器要做什么', en: 'What the machine does' },
  { from: 'property', name: 'wait', on: ['bpmn:ServiceTask'], choose: 'waits', zh: '等不等结果', en: 'Does the case wait for it?' },
  { from: 'text', name: 'spiffworkflow:InstructionsForEndUser', on: ['bpmn:UserTask', 'bpmn:ManualTask'], long: true, zh: '给办理人的说明', en: 'Instructions' },
  { from: 'property', name: 'instructions-en', on: ['bpmn:UserTask', 'bpmn:ManualTask'], long: true, zh: '给办理人的说明（英文）', en: 'Instructions in English' },
  { from: 'property', name: 'form', on: ['bpmn:UserTask'], choose: 'forms', zh: '表单', en: 'Form', hint: ['没有要用的表单？先在程序页“新建文件”。', 'Not there? Make it first, on the page of the procedure.'] },
  { from: 'property', name: 'append', on: ['bpmn:UserTask'], choose: 'lists', zh: '每次提交追加到', en: 'Each submission is added to' },
  { from: 'property', name: 'role', on: ['bpmn:UserTask', 'bpmn:Lane'], choose: 'roles', zh: '角色', en: 'Role', hint: ['不填则由泳道决定', 'Empty: the lane decides'] },
  { from: 'property', name: 'org', on: ['bpmn:UserTask', 'bpmn:Lane'], feel: true, zh: '承办机构（FEEL）', en: 'Organisation (FEEL)' },
  { from: 'property', name: 'period', on: ['bpmn:UserTask', 'bpmn:CatchEvent'], pick: 'periods', zh: '法定期间', en: 'Statutory period', hint: ['如 D20', 'Such as D20'] },
  { from: 'property', name: 'period-start', on: ['bpmn:UserTask'], feel: true, zh: '期间起算日（FEEL）', en: 'First day of the period (FEEL)' },
  { from: 'property', name: 'until', on: ['bpmn:UserTask'], feel: true, zh: '由人设定的办理日期（FEEL）', en: 'Day set by people (FEEL)', hint: ['如 case.confirmation.correction_due_on', 'Such as case.confirmation.correction_due_on'] },
  { from: 'property', name: 'tell', on: NODES, feel: true, long: true, zh: '告知的期限（FEEL）', en: 'Periods to tell of (FEEL)', hint: ['如 {"D26": case.confirmation.ruling_received_on}', 'Such as {"D26": case.confirmation.ruling_received_on}'] },
  { from: 'property', name: 'no-period', on: WAITS, zh: '为何没有期限', en: 'Why nothing limits the wait' },
  { from: 'property', name: 'no-period-en', on: WAITS, zh: '为何没有期限（英文）', en: 'Why nothing limits the wait, in English' },
  { from: 'property', name: 'law', on: NODES, long: true, zh: '法律依据', en: 'Law' },
  { from: 'property', name: 'law-en', on: NODES, long: true, zh: '法律依据（英文）', en: 'Law in English' },
  { from: 'property', name: 'document', on: NODES, pick: 'papers', several: true, zh: '完成后制作的文书', en: 'Papers made on completion', hint: ['文书编号，用逗号分开', 'Ids, separated by commas'] },
  { from: 'property', name: 'phase', on: NODES, choose: 'phases', zh: '开始的阶段', en: 'Phase that begins here' },
  { from: 'property', name: 'set', on: NODES, feel: true, long: true, zh: '完成后写入案件（FEEL）', en: 'Written into the case on completion (FEEL)' },
  { from: 'property', name: 'name-en', on: [...NODES, 'bpmn:SequenceFlow', 'bpmn:Lane', 'bpmn:Participant'], zh: '英文名称', en: 'English name' },
  { from: 'attribute', name: 'calledElement', on: ['bpmn:CallActivity'], choose: 'procedures', zh: '调用的流程', en: 'Called procedure' },
  { from: 'text', name: 'spiffworkflow:CalledDecisionId', on: ['bpmn:BusinessRuleTask'], choose: 'tables', zh: '决策表', en: 'Decision table' },
  { from: 'condition', name: 'conditionExpression', on: ['bpmn:SequenceFlow'], feel: true, zh: '条件（FEEL）', en: 'Condition (FEEL)' },
];

/** Return a field for each thing that the operation of a machine step is told, by *parameters*: pairs of operation/id and title. */
export function parameterFields({ id, told }, parameters) {
  const own = parameters.filter(([path]) => path.startsWith(`${id}/`)).map(([path, title]) => [path.slice(id.length + 1), title]);
  const known = new Set(own.map(([name]) => name));
  const others = [...told.keys()].filter((name) => !known.has(name)).map((name) => [name, name]);
  return [...own, ...others].map(([name, title]) => ({ from: 'parameter', name, feel: true, zh: `${title}（FEEL）`, en: `${title} (FEEL)` }));
}
