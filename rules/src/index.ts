/** Pure code shared by the server and the browsers. The FEEL compiler is in `@motcua/rules/compile`. */
export * from './card-qr.ts'
export * from './dates.ts'
export * from './expression.ts'
export { functionNames } from './functions.ts'
export * from './ids.ts'
export * from './money.ts'
export * from './text.ts'
