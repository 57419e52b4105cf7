/** Pure code shared by the server and the browsers. The FEEL compiler is in `@motcua/rules/compile`. */
export * from './abbreviation.ts'
export { MOTCUA_ATTRIBUTES } from './bpmn-attributes.ts'
export * from './card-qr.ts'
export * from './card-scan.ts'
export * from './dates.ts'
export * from './expression.ts'
export { type AddressLookup, type AddressPlace, addressesIn } from './form/addresses.ts'
export * from './form/definition.ts'
export { fieldAt } from './form/field-at.ts'
export { toJsonSchema } from './form/json-schema.ts'
export type { FaultCode } from './form/messages.ts'
export { type PersonalField, personalFields } from './form/personal.ts'
export {
  type ReadableBlock,
  type ReadableItem,
  type ReadableLine,
  type ReadableOptions,
  type ReadableSection,
  readableAnswers,
} from './form/readable.ts'
export { type FormError, type FormResult, type RunOptions, runForm } from './form/run.ts'
export { functionNames } from './functions.ts'
export * from './ids.ts'
export { findJsonError, findJsonPointer, type TextPosition } from './json-position.ts'
export * from './money.ts'
export * from './statuses.ts'
export * from './step-form.ts'
export * from './table/definition.ts'
export { type Decision, decide, type MatchedRow } from './table/run.ts'
export * from './text.ts'
export * from './unit-kinds.ts'
export * from './vietnamese-keys.ts'
