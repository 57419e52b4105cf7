import { plainIdNumber } from '@motcua/rules'
import { blindIndex, type Keyring } from '../../platform/keys/index.ts'

/** Blind index of a number of a person or business, for `applicant_index` and for the actor's own. */
export const idNumberIndex = (keys: Keyring, idNumber: string): string =>
  blindIndex(keys, 'idNumber', plainIdNumber(idNumber))

/** Blind index of a telephone number. @param phone as `parsePhone` writes it */
export const phoneIndex = (keys: Keyring, phone: string): string => blindIndex(keys, 'phone', phone)
