export { blindIndex } from './blind-index.ts'
export {
  type DataKey,
  deleteKey,
  eraseData,
  insertKey,
  looseDataKey,
  newDataKey,
  openDataKey,
  openJson,
  sealJson,
  wrappedKeyOf,
  wrapWithNewest,
} from './data-key.ts'
export type { Keyring } from './keyring.ts'
export { isProof, proofOf } from './proof.ts'
export { KeyError } from './root-key.ts'
export { hasColumn, sealInBatches } from './seal-batches.ts'
