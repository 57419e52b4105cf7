/** Fields that ask something about the person who fills the form in: those with an `autocomplete` token of HTML. */
import type { CompiledForm, Field } from './definition.ts'
import { isContainer } from './definition.ts'

export interface PersonalField {
  /** JSON pointer into the answers: `/me/hoTen` */
  pointer: string
  token: string
  type: Field<unknown>['type']
}

/** The personal fields of a form, outside repeats, in order. */
export function personalFields(form: CompiledForm): PersonalField[] {
  const found: PersonalField[] = []
  const walk = (fields: readonly Field<unknown>[], base: string): void => {
    for (const field of fields) {
      const pointer = `${base}/${field.key}`
      if (field.type === 'group') walk(field.fields, pointer)
      else if (!isContainer(field) && field.type !== 'computed' && field.autocomplete !== undefined)
        found.push({ pointer, token: field.autocomplete, type: field.type })
    }
  }
  for (const section of form.sections) walk(section.fields, '')
  return found
}
