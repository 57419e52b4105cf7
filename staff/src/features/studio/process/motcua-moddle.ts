const text = (name: string) => ({ name, isAttr: true, type: 'String' })
const answered = ['unit', 'process', 'hours', 'silence'].map(text)

/** The `motcua:` attributes of a process file (server, README of the module `process`), for reading and writing BPMN. */
export const motcuaModdle = {
  name: 'Motcua',
  prefix: 'motcua',
  uri: 'urn:motcua:bpmn:1',
  types: [
    {
      name: 'Step',
      extends: ['bpmn:UserTask'],
      properties: [
        'roles',
        'unit',
        'hours',
        'outcomes',
        'clock',
        'status',
        'counted',
        'supplement',
        'form',
      ].map(text),
    },
    { name: 'MachineStep', extends: ['bpmn:ServiceTask'], properties: [text('action')] },
    {
      name: 'Decision',
      extends: ['bpmn:BusinessRuleTask'],
      properties: ['action', 'expression', 'result'].map(text),
    },
    { name: 'Sending', extends: ['bpmn:SendTask'], properties: answered },
    { name: 'Calling', extends: ['bpmn:CallActivity'], properties: answered },
    {
      name: 'Repetition',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: ['items', 'element'].map(text),
    },
  ],
  enumerations: [],
  associations: [],
}
