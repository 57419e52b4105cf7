// `npm run build`: installs what is missing and builds what is stale.
import { prepare } from './prepare.mjs'

prepare()
