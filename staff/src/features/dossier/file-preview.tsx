import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Problem } from '../../lib/problem.ts'
import { Empty, Failed, Loading } from '../../ui/states.tsx'

const PdfView = lazy(() => import('./pdf-view.tsx'))

/** A file of the dossier as it looks: pages of a PDF, a picture; others can only be taken away. */
export function FilePreview({ id, name }: { id: string; name: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['file', id],
    queryFn: () => readFile(id),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  })
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  if (data.type.startsWith('image/')) return <Picture file={data} name={name} />
  if (data.type !== 'application/pdf')
    return <Empty>Không xem được loại tệp này ở đây; hãy tải về máy.</Empty>
  return (
    <Suspense fallback={<Loading />}>
      <PdfView file={data} name={name} />
    </Suspense>
  )
}

async function readFile(id: string): Promise<Blob> {
  const response = await fetch(`/api/v1/files/${id}`)
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => null))
  return response.blob()
}

function Picture({ file, name }: { file: Blob; name: string }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url ? (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="preview-body" tabIndex={0} aria-label={name}>
      <img src={url} alt={name} className="preview-picture" />
    </section>
  ) : null
}
