import type { ReaderOptions } from 'zxing-wasm/reader'

/** Reads the QR code of a receipt with the camera or from a photo, and opens the page it names. */
type Words = Record<'scan' | 'hint' | 'photo' | 'stop' | 'none' | 'foreign' | 'denied', string>
type Props = { base: string; words: Words }

const EVERY_MS = 250
const OPTIONS: ReaderOptions = { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 }

export function start(place: HTMLElement, { base, words }: Props): void {
  const open = button(words.scan)
  open.addEventListener('click', () => {
    open.hidden = true
    void scan(place, base, words).finally(() => {
      open.hidden = false
      open.focus()
    })
  })
  place.append(open)
}

/** Ends when the visitor stops it; leaves the page when a code is read. */
async function scan(place: HTMLElement, base: string, words: Words): Promise<void> {
  const read = await loadReader()
  const box = document.createElement('div')
  const said = document.createElement('p')
  const video = document.createElement('video')
  const stop = button(words.stop)
  box.className = 'stack scanner'
  said.setAttribute('role', 'status')
  said.textContent = words.hint
  video.playsInline = true
  video.muted = true
  box.append(
    video,
    said,
    photoField(words, async (file) => take(await read(file))),
    stop,
  )
  place.append(box)

  const take = (text: string | null) => {
    if (text === null) said.textContent = words.none
    else if (!follow(text, base)) said.textContent = words.foreign
  }
  const stream = await navigator.mediaDevices
    ?.getUserMedia({ video: { facingMode: 'environment' } })
    .catch(() => null)
  if (!stream) {
    video.hidden = true
    said.textContent = words.denied
  } else {
    video.srcObject = stream
    await video.play()
  }
  await new Promise<void>((resolve) => {
    const timer = window.setInterval(() => {
      if (stream)
        void frameOf(video)
          .then((frame) => (frame ? read(frame) : null))
          .then((text) => text !== null && take(text))
    }, EVERY_MS)
    stop.addEventListener('click', () => {
      clearInterval(timer)
      for (const track of stream?.getTracks() ?? []) track.stop()
      box.remove()
      resolve()
    })
  })
}

type Read = (image: ImageData | Blob) => Promise<string | null>

/** The reader and its WebAssembly, from this server, when they are first needed. */
async function loadReader(): Promise<Read> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasm }] = await Promise.all([
    import('zxing-wasm/reader'),
    import('zxing-wasm/reader/zxing_reader.wasm?url'),
  ])
  prepareZXingModule({ overrides: { locateFile: () => wasm } })
  return async (image) => (await readBarcodes(image, OPTIONS))[0]?.text ?? null
}

async function frameOf(video: HTMLVideoElement): Promise<ImageData | null> {
  if (video.readyState < video.HAVE_CURRENT_DATA) return null
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.drawImage(video, 0, 0)
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** Only addresses of tracking are followed, and only here, whatever host the slip was printed for. */
function follow(text: string, base: string): boolean {
  const found = /\/tra-cuu\/([^/?#]+)\?secret=([A-Z0-9]{4,20})$/i.exec(text)
  if (!found) return false
  location.assign(`${base}/${found[1]}?secret=${found[2]}`)
  return true
}

function photoField(words: Words, onFile: (file: File) => Promise<void>): HTMLElement {
  const label = document.createElement('label')
  const input = document.createElement('input')
  label.className = 'button second'
  input.type = 'file'
  input.accept = 'image/*'
  input.className = 'unseen'
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    if (file) void onFile(file)
  })
  label.append(words.photo, input)
  return label
}

function button(text: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'button second'
  made.textContent = text
  return made
}
