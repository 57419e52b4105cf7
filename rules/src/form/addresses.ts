/** Addresses of a form: which places they name, for a look-up in the list of administrative units beforehand. */
import type { CompiledForm, Field, Words } from './definition.ts'
import { isContainer } from './definition.ts'
import { asObject } from './values.ts'

/** Codes of the national list: province (2 digits) and commune (5 digits). */
export interface AddressPlace {
  province: string
  commune?: string
}

/** What is wrong with a place, or undefined. Given to `runForm`, which itself knows no list of units. */
export type AddressLookup = (place: AddressPlace) => Words | undefined

/** The places the answers of a form name, each once, whether shown or not. */
export function addressesIn(form: CompiledForm, answers: unknown): AddressPlace[] {
  const found = new Map<string, AddressPlace>()
  const walk = (fields: readonly Field<unknown>[], values: Record<string, unknown>): void => {
    for (const field of fields) {
      const value = Object.hasOwn(values, field.key) ? values[field.key] : undefined
      if (isContainer(field)) {
        for (const inner of Array.isArray(value) ? value.slice(0, 200) : [value])
          walk(field.fields, asObject(inner))
      } else if (field.type === 'address') {
        const place = placeOf(asObject(value), field.level)
        if (place) found.set(`${place.province} ${place.commune ?? ''}`, place)
      }
    }
  }
  for (const section of form.sections) walk(section.fields, asObject(answers))
  return [...found.values()]
}

/** The codes of an address that is complete enough to be looked up. */
export function placeOf(
  value: Record<string, unknown>,
  level: 'province' | 'commune' | 'full' | undefined,
): AddressPlace | undefined {
  const [province, commune] = [value['province'], value['commune']]
  if (typeof province !== 'string' || !/^\d{2}$/.test(province)) return undefined
  if (level === 'province') return { province }
  return typeof commune === 'string' && /^\d{5}$/.test(commune) ? { province, commune } : undefined
}
