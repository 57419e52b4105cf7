export { loadProvince } from './province.ts'
