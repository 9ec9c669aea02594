import { z } from 'zod'
import { commonErrors } from '#platform/errors/common.ts'
import type { Contract, Route } from './route.ts'

type Json = Readonly<Record<string, unknown>>

/** Prints contracts as an OpenAPI 3.1 document; the contracts are the source, this is never edited. */
export const openapi = (
  contracts: readonly Contract[],
  info: { readonly title: string; readonly version: string },
): Json => {
  const paths: Record<string, Record<string, Json>> = {}
  for (const contract of contracts) {
    for (const [name, route] of Object.entries(contract)) {
      const path = (paths[route.path] ??= {})
      path[route.method.toLowerCase()] = operationOf(name, route)
    }
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'nuanjia' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}

const problem = z.object({
  type: z.literal('about:blank'),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })),
  trace: z.string(),
})

const operationOf = (name: string, route: Route): Json => ({
  operationId: name,
  summary: `${route.summary.zh} / ${route.summary.en}`,
  'x-can': route.can,
  ...(route.can === 'everyone' ? {} : { security: [{ cookie: [] }, { bearer: [] }] }),
  parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
  ...(route.body === undefined ? {} : { requestBody: { required: true, content: contentOf(route.body, 'input') } }),
  responses: {
    200: { description: 'OK', content: contentOf(route.response, 'output') },
    default: {
      description: 'Problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      'x-codes': [...Object.keys(commonErrors), ...(route.errors ?? [])],
    },
  },
})

const contentOf = (body: z.ZodType | 'bytes', io: 'input' | 'output'): Json =>
  body === 'bytes'
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(body, io) } }

const parametersOf = (schema: z.ZodObject | undefined, where: 'path' | 'query'): Json[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

// What JSON Schema cannot say (a transform, a custom check) is printed as "anything" rather than left out.
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    cycles: 'ref',
    reused: 'inline',
  })
  return rest
}
