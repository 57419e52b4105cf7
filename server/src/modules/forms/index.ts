import { defineModule } from '../../platform/module.ts'

export const forms = defineModule({ name: 'forms' })

export { publishForm } from './commands.ts'
export { describeFormChanges, type FormChange } from './domain/diff.ts'
export { validateAnswers } from './domain.ts'
export { formSource, formVersion } from './queries.ts'
