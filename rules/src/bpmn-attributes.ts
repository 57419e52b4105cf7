const text = (name: string) => ({ name, isAttr: true, type: 'String' })

/**
 * The `motcua:` attributes that a process file carries, as BPMN readers and writers are told of them: the server that runs
 * it and the designer that draws it. The README of the server's module `process` explains each.
 */
export const MOTCUA_ATTRIBUTES = {
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
        'form',
        'supplement',
      ].map(text),
    },
    { name: 'Service', extends: ['bpmn:ServiceTask'], properties: ['action'].map(text) },
    {
      name: 'Rule',
      extends: ['bpmn:BusinessRuleTask'],
      properties: ['action', 'expression', 'result'].map(text),
    },
    {
      name: 'Elsewhere',
      extends: ['bpmn:SendTask', 'bpmn:CallActivity'],
      properties: ['unit', 'process', 'hours', 'silence', 'answers'].map(text),
    },
    {
      name: 'Repeated',
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: ['items', 'element'].map(text),
    },
  ],
  enumerations: [],
  associations: [],
}
