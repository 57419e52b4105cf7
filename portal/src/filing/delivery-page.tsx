/** @jsxImportSource react */
import { FILING } from '../i18n/filing.ts'
import type { PageFault } from './checks.ts'
import { Line, Radios, Select } from './parts.tsx'
import type { Filing } from './wizard.tsx'

/** How and where the result is handed over. */
export function DeliveryPage({ filing, faults }: { filing: Filing; faults: readonly PageFault[] }) {
  const { props, body, change } = filing
  const t = FILING[props.lang]
  const { method, unit, address } = body.delivery ?? {}
  return (
    <div className="stack">
      <Radios
        id="method"
        label={t.deliveryLabel}
        faults={faults}
        options={(['counter', 'post', 'electronic'] as const).map((value) => ({
          value,
          label: t.delivery[value],
        }))}
        value={method}
        onPick={(value) => change('/delivery/method', value)}
      />
      {method === 'counter' && (
        <Select
          id="unit"
          label={t.deliveryUnit}
          faults={faults}
          choose={t.choose}
          options={props.receiving.map(({ key, name }) => ({ value: key, label: name, lang: 'vi' }))}
          value={unit ?? body.receivingUnit}
          onPick={(key) => change('/delivery/unit', key)}
        />
      )}
      {method === 'post' && (
        <Line
          id="address"
          label={t.deliveryAddress}
          hint={t.deliveryAddressHint}
          faults={faults}
          value={address}
          autoComplete="street-address"
          onChange={(value) => change('/delivery/address', value)}
        />
      )}
    </div>
  )
}
