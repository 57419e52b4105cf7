export { answer, failure } from './answer.ts'
export { type Assets, readAssets } from './assets.ts'
export type { Answer, Api, ApiAnswer, Request } from './visit.ts'
