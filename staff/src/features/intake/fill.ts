import { type CompiledForm, type Field, isContainer, searchText } from '@motcua/rules'

type Answers = Record<string, unknown>
export type Residence = { province: string; commune?: string; old?: string; text?: string }

/** What is known of a person, from a card, from earlier dossiers or typed. */
export type KnownPerson = {
  name?: string
  idNumber?: string
  phone?: string
  email?: string
  /** `YYYY-MM-DD`, or only the year */
  birthDate?: string
  sex?: 'male' | 'female'
  residence?: Residence | null
}

/**
 * Fills what the form asks of the applicant: the group in which a field has the token `name`. Other answers that are
 * there stay.
 * @param before what was filled in last time, which may be replaced
 */
export function fillApplicant(
  form: CompiledForm,
  answers: Answers,
  person: KnownPerson,
  before: KnownPerson = {},
): Answers {
  for (const section of form.sections) {
    const path = pathToApplicant(section.fields)
    if (path) return fillAt(section.fields, answers, path, person, before)
  }
  return answers
}

/**
 * Fills the group of persons in which a field lies, e.g. the father's, over what stands there; null when the field lies
 * in no such group.
 * @param pointer of the field, e.g. `/cha/hoTen`
 */
export function fillGroupAt(
  form: CompiledForm,
  answers: Answers,
  pointer: string,
  person: KnownPerson,
): Answers | null {
  const keys = pointer.split('/').slice(1)
  for (const section of form.sections) {
    const path = groupPath(section.fields, keys)
    if (path) return fillAt(section.fields, answers, path, person, 'all')
  }
  return null
}

/** When the applicant was born, as `YYYY-MM-DD`, where the form asks for it and it is answered. */
export function birthDateOfApplicant(form: CompiledForm, answers: Answers): string | null {
  for (const section of form.sections) {
    const path = pathToApplicant(section.fields)
    if (path) return birthDateAt(section.fields, answers, path)
  }
  return null
}

function birthDateAt(fields: Fields, answers: Answers, [key, ...rest]: readonly string[]): string | null {
  if (key !== undefined) {
    const [group, inner] = [fields.find((field) => field.key === key), answers[key]]
    return group?.type === 'group' && isObject(inner) ? birthDateAt(group.fields, inner, rest) : null
  }
  const field = fields.find((one) => one.type === 'date' && /sinh/i.test(one.label.vi))
  const value = field && answers[field.key]
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null
}

/** Answers with those of a quick fill where nothing has been answered yet. */
export function withDefaults(answers: Answers, defaults: Answers): Answers {
  const merged: Answers = { ...answers }
  for (const [key, value] of Object.entries(defaults)) {
    const own = merged[key]
    if (own === undefined || own === '') merged[key] = value
    else if (Array.isArray(own) && Array.isArray(value)) {
      merged[key] = own.map((row, i) =>
        isObject(row) && isObject(value[i]) ? withDefaults(row, value[i]) : row,
      )
    } else if (isObject(own) && isObject(value)) merged[key] = withDefaults(own, value)
  }
  return merged
}

const isObject = (value: unknown): value is Answers =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Fields = readonly Field<unknown>[]

function pathToApplicant(fields: Fields): string[] | null {
  for (const field of fields) {
    if (!isContainer(field) && 'autocomplete' in field && field.autocomplete === 'name') return []
    const below = field.type === 'group' ? pathToApplicant(field.fields) : null
    if (below) return [field.key, ...below]
  }
  return null
}

function groupPath(fields: Fields, keys: readonly string[]): string[] | null {
  const group = fields.find((field) => field.key === keys[0])
  if (group?.type !== 'group') return null
  const below = groupPath(group.fields, keys.slice(1))
  if (below) return [group.key, ...below]
  return group.fields.some((field) => field.type === 'citizenId') ? [group.key] : null
}

function fillAt(
  fields: Fields,
  answers: Answers,
  path: readonly string[],
  person: KnownPerson,
  replaces: KnownPerson | 'all',
): Answers {
  const [key, ...rest] = path
  if (key === undefined) return fillFields(fields, answers, person, replaces)
  const group = fields.find((field) => field.key === key)
  if (group?.type !== 'group') return answers
  const inner = isObject(answers[key]) ? answers[key] : {}
  return { ...answers, [key]: fillAt(group.fields, inner, rest, person, replaces) }
}

function fillFields(
  fields: Fields,
  answers: Answers,
  person: KnownPerson,
  replaces: KnownPerson | 'all',
): Answers {
  const filled = { ...answers }
  const seen = new Set<string>()
  for (const field of fields) {
    const known = valueFor(field, person)
    if (!known || seen.has(known.kind)) continue
    seen.add(known.kind)
    const now = filled[field.key]
    const isFree = now === undefined || now === '' || replaces === 'all'
    if (isFree || isSame(now, valueFor(field, replaces)?.value)) filled[field.key] = known.value
  }
  return filled
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function valueFor(field: Field<unknown>, person: KnownPerson): { kind: string; value: unknown } | null {
  const found = (kind: string, value: unknown) => (value ? { kind, value } : null)
  switch (field.type) {
    case 'text':
      return field.autocomplete === 'name' || /^họ/i.test(field.label.vi) ? found('name', person.name) : null
    case 'citizenId':
      return found('idNumber', person.idNumber)
    case 'phone':
      return found('phone', person.phone)
    case 'email':
      return found('email', person.email)
    case 'date':
      return /sinh/i.test(field.label.vi) && person.birthDate?.length === 10
        ? found('birthDate', person.birthDate)
        : null
    case 'address':
      return field.autocomplete === 'street-address' || /cư trú|thường trú|địa chỉ/i.test(field.label.vi)
        ? found('residence', residenceFor(field.level ?? 'full', person.residence))
        : null
    case 'choice': {
      if (!/giới tính/i.test(field.label.vi) || !person.sex) return null
      const word = person.sex === 'male' ? 'nam' : 'nu'
      return found('sex', field.choices.find((choice) => searchText(choice.label.vi) === word)?.value)
    }
    default:
      return null
  }
}

function residenceFor(level: string, residence: Residence | null | undefined): Residence | null {
  if (!residence) return null
  const { province, commune, old, text } = residence
  if (level === 'province') return { province }
  const place = { province, ...(commune && { commune }), ...(old && { old }) }
  return level === 'full' && text ? { ...place, text } : place
}
