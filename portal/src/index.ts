export { type Answer, type Api, type ApiAnswer, answer, type Visit } from './answer.ts'
export { type Assets, readAssets } from './assets.ts'
