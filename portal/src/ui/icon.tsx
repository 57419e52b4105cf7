/** Drawn on a grid of 24 with a line of 1.8; they go with words and say nothing by themselves. */
const SHAPES = {
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16.2 16.2 21 21',
  baby: 'M12 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.4 8.4c.9.9 2.3.9 3.2 0M5 21c0-4 3-6.5 7-6.5s7 2.5 7 6.5M9 21v-2.5h6V21',
  rings:
    'M9 8.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12M15 8.5a6 6 0 1 1-3 11.2M12 9.3a6 6 0 0 1 3-.8M9 8.5 7 6l2-2.5L11 6z',
  house: 'M3 11.5 12 4l9 7.5M5.5 9.8V20h13V9.8M10 20v-5.5h4V20',
  shop: 'M4 9.5 5.5 4h13L20 9.5M4 9.5a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M5.5 12.5V20h13v-7.5M9.5 20v-4.5h5V20',
  map: 'M3.5 6 9 4l6 2 5.5-2v14L15 20l-6-2-5.5 2zM9 4v14M15 6v14',
  heart: 'M12 20S4 15 4 9.3A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.3C20 15 12 20 12 20',
  paper: 'M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6M9 16h6',
  elder:
    'M9.5 3.5a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4M6 21l1.5-5v-3.5A2.5 2.5 0 0 1 10 10c1.8 0 2.6 1.5 4 3M12.5 21l-1.5-5M16 21v-6.5a2 2 0 0 1 4 0',
  candle: 'M12 3c1.7 2 2.2 2.9 2.2 4a2.2 2.2 0 0 1-4.4 0c0-1.1.5-2 2.2-4M9 11h6v10H9zM6 21h12',
  school: 'M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 11.5V17c3.3 2.4 7.7 2.4 11 0v-5.5M21.5 9.5V16',
  car: 'M4 16v-3.5L6 7h12l2 5.5V16M4 12.5h16M3.5 16h17v2.5h-3V16M6.5 16v2.5h-3V16',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3.2 2',
  coin: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M14 8v8M14 12.8a2.3 2.3 0 1 1 0-1.1M12.5 9h3M10 17.5h4.5',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  pin: 'M12 21s-6.5-6.2-6.5-11a6.5 6.5 0 0 1 13 0c0 4.8-6.5 11-6.5 11M12 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6',
  phone:
    'M6 3.5 9 4l1 4-2 1.5a13 13 0 0 0 6.5 6.5L16 14l4 1 .5 3c0 1.5-1 2.5-2.5 2.5C10.5 20 4 13.5 3.5 6 3.5 4.5 4.5 3.5 6 3.5',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 11v5.5M12 7.5v.5',
  warn: 'M12 4 2.5 20h19zM12 10v4.5M12 17v.5',
  cross: 'M6 6l12 12M18 6 6 18',
  stop: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V13M12 16v.5',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5zM20 14v1M14 20h1',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.5 20.5c0-4 3.3-6 7.5-6s7.5 2 7.5 6',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  download: 'M12 4v11M7 10.5l5 5 5-5M4.5 20h15',
  chart: 'M4 20h16M6.5 20v-6M11 20V8.5M15.5 20v-9M20 20V5',
  law: 'M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z',
  star: 'm12 4 2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.6-.6z',
  online: 'M4 5h16v11H4zM2.5 19.5h19M12 8.5v4.5M9.8 10.5 12 8.3l2.2 2.2',
} as const

export type IconName = keyof typeof SHAPES

/** @param size in pixels */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={SHAPES[name]} />
    </svg>
  )
}
