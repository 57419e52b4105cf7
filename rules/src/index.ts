/** Pure code shared by the server and the browsers. The FEEL compiler is in `@motcua/rules/compile`. */
export * from './text.ts'
