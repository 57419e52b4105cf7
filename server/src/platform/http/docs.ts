import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { DOCS_PREFIX } from './auth.ts'
import { Problem } from './schema.ts'

const PROBLEM = {
  description: 'Lỗi (RFC 9457): một câu nói sai ở đâu và sửa thế nào',
  content: { 'application/problem+json': { schema: Problem } },
}

/** Publishes the OpenAPI 3.1 description at `/api/v1/openapi.json` and a page to read it at `/api/docs`. */
export async function registerDocs(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Motcua',
        version: '1',
        description: 'Giao diện lập trình của hệ thống thông tin giải quyết thủ tục hành chính Motcua.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'motcua_session' },
          bearer: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const allow = route.config?.allow
      const secured = allow === 'public' ? {} : { security: [{ session: [] }, { bearer: [] }] }
      const response = { ...(schema?.response as object | undefined), default: PROBLEM }
      return { schema: Object.assign({}, schema, secured, { 'x-permission': allow, response }), url }
    },
  })
  await app.register(swaggerUi, {
    routePrefix: DOCS_PREFIX,
    staticCSP: false,
    uiConfig: { docExpansion: 'none' },
    theme: { title: 'Motcua API', css: [{ filename: 'theme.css', content: '.topbar { display: none }' }] },
  })
  app.get('/api/v1/openapi.json', { config: { allow: 'public' }, schema: { hide: true } }, async () =>
    app.swagger(),
  )
}
