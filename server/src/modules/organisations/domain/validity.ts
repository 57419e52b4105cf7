/** Periods of civil dates (`YYYY-MM-DD` in Asia/Ho_Chi_Minh); both ends belong to the period. */

export type CivilDate = string

/** `validFrom` null: since before the records begin. `validTo` null: until further notice. */
export type Period = { validFrom: CivilDate | null; validTo: CivilDate | null }

export function isValidOn(period: Period, date: CivilDate): boolean {
  return (
    (period.validFrom === null || period.validFrom <= date) &&
    (period.validTo === null || period.validTo >= date)
  )
}

/** Whether `outer` holds on every day of `inner`. */
export function covers(outer: Period, inner: Period): boolean {
  const startsInTime =
    outer.validFrom === null || (inner.validFrom !== null && outer.validFrom <= inner.validFrom)
  const lastsLongEnough = outer.validTo === null || (inner.validTo !== null && outer.validTo >= inner.validTo)
  return startsInTime && lastsLongEnough
}

export function overlaps(a: Period, b: Period): boolean {
  const aBeforeB = a.validTo !== null && b.validFrom !== null && a.validTo < b.validFrom
  const bBeforeA = b.validTo !== null && a.validFrom !== null && b.validTo < a.validFrom
  return !aBeforeB && !bBeforeA
}
