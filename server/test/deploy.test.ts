import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { repositoryRoot } from '../src/platform/paths.ts'

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8')

/** Every name that `config.ts` reads from the environment. */
const KNOWN = new Set(
  read('server/src/config.ts')
    .match(/'(?:[A-Z]+_)*[A-Z]+'/g)!
    .map((name) => name.slice(1, -1)),
)
const OTHERS = new Set(['NODE_ENV', 'POSTGRES_PASSWORD', 'POSTGRES_USER', 'POSTGRES_DB'])
const unknownOf = (names: Iterable<string>) =>
  [...names].filter((name) => !KNOWN.has(name) && !OTHERS.has(name))

describe('what is installed in a province', () => {
  it('names in systemd files, Dockerfile and README are those the server reads', () => {
    const unit = read('deploy/systemd/motcua@.service')
      .match(/(?<=^Environment=).*/gm)!
      .flatMap((l) => l.split(' '))
    const example = read('deploy/systemd/motcua.env.example').match(/^#?[A-Z_]+=/gm)!
    const docker = read('deploy/compose/Dockerfile')
      .match(/(?<=^ENV ).*/gm)!
      .flatMap((l) => l.split(' '))
    const readme = read('deploy/README.md').match(/`(?:MOTCUA|DATABASE)_[A-Z_]+`/g)!
    const names = [...unit, ...example, ...docker].map((text) => text.replace(/^#/, '').split('=')[0]!)
    expect(names.length).toBeGreaterThan(10)
    expect(unknownOf([...names, ...readme.map((n) => n.slice(1, -1))])).toEqual([])
    const told = readme.map((n) => n.slice(1, -1))
    expect([...KNOWN].filter((n) => /^(MOTCUA|DATABASE)_/.test(n) && !told.includes(n))).toEqual([])
  })

  it('the compose file runs web and worker apart on one database', () => {
    const { services } = parse(read('deploy/compose/compose.yaml'), { merge: true }) as {
      services: Record<string, { environment: Record<string, string> }>
    }
    expect(services['web']!.environment['MOTCUA_ROLE']).toBe('web')
    expect(services['worker']!.environment['MOTCUA_ROLE']).toBe('worker')
    expect(unknownOf(Object.values(services).flatMap((s) => Object.keys(s.environment)))).toEqual([])
  })

  it('the chart gives whole objects of Kubernetes that belong together', () => {
    const objects = readdirSync(join(repositoryRoot, 'deploy/helm/motcua/templates')).flatMap((file) =>
      parseAllDocuments(render(read(`deploy/helm/motcua/templates/${file}`))).map((document) => {
        expect(document.errors).toEqual([])
        return document.toJS() as KubernetesObject
      }),
    )
    expect(objects.map((o) => `${o.kind} ${o.metadata.name}`).sort()).toEqual([
      'Deployment tinh-web',
      'Deployment tinh-worker',
      'Ingress tinh',
      'PersistentVolumeClaim tinh-files',
      'PodDisruptionBudget tinh-web',
      'Service tinh-web',
    ])
    const pods = objects.flatMap((o) => (o.kind === 'Deployment' ? [o.spec.template!] : []))
    for (const pod of pods) {
      const [container] = pod.spec.containers
      expect(unknownOf(container!.env.map((e) => e.name))).toEqual([])
      expect(pod.spec.volumes.find((v) => v.name === 'files')?.persistentVolumeClaim?.claimName).toBe(
        'tinh-files',
      )
    }
    const service = objects.find((o) => o.kind === 'Service')!
    expect(pods[0]!.metadata.labels).toMatchObject(service.spec.selector as Record<string, string>)
  })
})

type KubernetesObject = {
  kind: string
  metadata: { name: string }
  spec: {
    selector?: Record<string, unknown>
    template?: {
      metadata: { labels: Record<string, string> }
      spec: {
        containers: { env: { name: string }[] }[]
        volumes: { name: string; persistentVolumeClaim?: { claimName: string } }[]
      }
    }
  }
}

/** Fills in the only two things that the templates use: values of values.yaml, and the name of the release. */
function render(template: string): string {
  const values = parse(read('deploy/helm/motcua/values.yaml')) as Record<string, unknown>
  return template.replace(/\{\{ (.+?) \}\}/g, (_, name: string) => {
    if (name === '.Release.Name') return 'tinh'
    const value = name
      .replace(/^\.Values\./, '')
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], values)
    if (value === undefined) throw new Error(`values.yaml has no ${name}`)
    return String(value)
  })
}
