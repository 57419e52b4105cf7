// The compiled server, as the bench calls it; `npm run bench` builds it first.
export { buildApp, modules } from '../server/dist/src/app.js'
export { readPackages } from '../server/dist/src/cli/demo/packages.js'
export { demoPeople } from '../server/dist/src/cli/demo/people.js'
export { loadProvince } from '../server/dist/src/cli/demo/province.js'
export { readConfig } from '../server/dist/src/config.js'
export { publishProcedure } from '../server/dist/src/modules/catalogue/index.js'
export * as dossiers from '../server/dist/src/modules/dossiers/index.js'
export { lockDossier } from '../server/dist/src/modules/dossiers/store/dossier.js'
export { sealReceipt } from '../server/dist/src/modules/dossiers/store/receipts.js'
export { indexOfPhone, sealAsked, sealDossier } from '../server/dist/src/modules/dossiers/store/sealed.js'
export { publishForm } from '../server/dist/src/modules/forms/index.js'
export { accountByUsername, actorOf, createAccount } from '../server/dist/src/modules/identity/index.js'
export {
  appoint,
  assignPosition,
  createUnit,
  delegate,
  unitByRef,
  unitsByIds,
} from '../server/dist/src/modules/organisations/index.js'
export { openTasks, publishProcess } from '../server/dist/src/modules/process/index.js'
export { SYSTEM } from '../server/dist/src/platform/actor.js'
export { movableClock } from '../server/dist/src/platform/clock.js'
export { inTx, readCtx } from '../server/dist/src/platform/ctx.js'
export { startEmbeddedPostgres } from '../server/dist/src/platform/embedded-postgres.js'
export { blindIndex } from '../server/dist/src/platform/keys/blind-index.js'
export { looseDataKey, wrapDataKey } from '../server/dist/src/platform/keys/data-key.js'
export { bodyDigest, sealReply } from '../server/dist/src/platform/keys/replies.js'
export { openRoot } from '../server/dist/src/platform/root.js'
