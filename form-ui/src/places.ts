import type { AddressLookup } from '@motcua/rules'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Place, PlaceSource } from './types.ts'

/** The lists of places that are known so far; `want` asks for more. */
export type PlaceLists = {
  provinces: readonly Place[] | null
  communes: (province: string) => readonly Place[] | null
  failed: boolean
  want: (province?: string) => void
  nameOf: (code: string) => string | undefined
}

type Known = { provinces: readonly Place[] | null; communes: Readonly<Record<string, readonly Place[]>> }

const NOTHING: Known = { provinces: null, communes: {} }

/** Keeps the lists of places of a form, and asks for each once. The same object until a list comes. */
export function usePlaces(source: PlaceSource | undefined): PlaceLists {
  const [known, setKnown] = useState<Known>(NOTHING)
  const [failed, setFailed] = useState(false)
  const asked = useRef(new Set<string>())
  const want = useCallback(
    (province = '') => {
      if (!source || asked.current.has(province)) return
      asked.current.add(province)
      setFailed(false)
      const list = province === '' ? source.provinces() : source.communes(province)
      list.then(
        (places) => setKnown((before) => withList(before, province, places)),
        () => {
          asked.current.delete(province)
          setFailed(true)
        },
      )
    },
    [source],
  )
  return useMemo(
    () => ({
      provinces: known.provinces,
      communes: (province) => known.communes[province] ?? null,
      failed,
      want,
      nameOf: (code) =>
        (code.length === 2 ? (known.provinces ?? []) : Object.values(known.communes).flat()).find(
          (place) => place.code === code,
        )?.fullName,
    }),
    [known, failed, want],
  )
}

function withList(known: Known, province: string, places: readonly Place[]): Known {
  if (province === '') return { ...known, provinces: places }
  return { ...known, communes: { ...known.communes, [province]: places } }
}

/** Says that a commune is not of its province, from the lists that are known. */
export function lookupIn(lists: PlaceLists): AddressLookup {
  return ({ province, commune }) => {
    const isProvince = lists.provinces?.some((place) => place.code === province) ?? true
    const isCommune =
      commune === undefined || (lists.communes(province)?.some((p) => p.code === commune) ?? true)
    if (isProvince && isCommune) return undefined
    return {
      vi: 'Hãy chọn lại tỉnh và xã: đơn vị hành chính này nay không còn.',
      en: 'Choose the province and commune again: this unit no longer exists.',
    }
  }
}
