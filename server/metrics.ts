import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Gauge, Histogram, Registry } from 'prom-client'
import type { State } from '#modules/running/server/index.ts'
import { fail } from '#platform/errors/common.ts'
import { practicePath } from '#platform/http/practice.ts'
import { isLoopback } from './config.ts'

/** What `/metrics` is made of: counts of requests and the state of the machine, nothing of records, people or units. */
export type MetricsParts = {
  /** Whoever shows it may ask from elsewhere; null: only this machine may. */
  readonly token: string | null
  readonly state: () => Promise<State>
}

/** Adds `GET /metrics` in the text format of Prometheus. */
export const serveMetrics = (
  app: FastifyInstance,
  { token, state }: MetricsParts,
  trustProxy: 1 | string | null,
): void => {
  const registry = new Registry()
  const requests = new Histogram({
    name: 'nuanjia_request_seconds',
    help: 'Requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  const gauges = makeGauges(registry)
  app.addHook('onResponse', async (request, reply) => {
    // The pattern of the route: an address may name a matter.
    const route = request.routeOptions.url ?? 'none'
    if (route.startsWith(practicePath)) return
    requests.observe({ method: request.method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayAsk(request, token, trustProxy)) throw fail('http.notFound')
    // Where the database is away the counts of requests still tell.
    const found = await state().catch(() => null)
    gauges.up.set(found ? 1 : 0)
    gauges.memory.set(process.memoryUsage.rss())
    if (found) fill(gauges, found)
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics())
  })
}

// Behind a proxy every address is this machine's.
const mayAsk = (request: FastifyRequest, token: string | null, trustProxy: 1 | string | null): boolean => {
  if (token === null) {
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    return trustProxy === null && isLoopback(address)
  }
  const shown = Buffer.from(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
  const wanted = Buffer.from(token)
  return shown.length === wanted.length && timingSafeEqual(shown, wanted)
}

const makeGauges = (registry: Registry) => {
  const gauge = (name: string, help: string): Gauge =>
    new Gauge({ name: `nuanjia_${name}`, help, registers: [registry] })
  return {
    up: gauge('database_up', 'Whether the database answers'),
    started: gauge('start_time_seconds', 'When the server started, since 1970'),
    memory: gauge('memory_bytes', 'Memory of the server'),
    database: gauge('database_bytes', 'Size of the database'),
    free: gauge('data_disk_free_ratio', 'Share of the data disk that is free'),
    backupTime: gauge('backup_time_seconds', 'When the last good backup was made, since 1970'),
    backupBytes: gauge('backup_bytes', 'Size of the last good backup'),
    auditLag: gauge('audit_unsealed_seconds', 'Age of the oldest row of the audit log that is not sealed'),
    postings: gauge('figures_waiting_postings', 'Postings that are not folded yet'),
    warnings: gauge('warnings', 'What the page 运行 asks the administrator to do'),
    certificate: gauge('certificate_end_seconds', 'When the certificate ends, since 1970'),
  }
}

// What is not there is left out: nought would be a reading.
const set = (gauge: Gauge, value: number | null): void => {
  if (value === null) gauge.remove()
  else gauge.set(value)
}

const fill = (gauges: ReturnType<typeof makeGauges>, state: State): void => {
  const { database, backup, certificateEnds } = state
  const seconds = (at: string): number => new Date(at).getTime() / 1000
  gauges.started.set(seconds(state.startedAt))
  gauges.database.set(database.bytes)
  set(gauges.free, database.disk && database.disk.free / database.disk.total)
  set(gauges.backupTime, backup.made && seconds(backup.made.at))
  set(gauges.backupBytes, backup.made && backup.made.bytes)
  gauges.auditLag.set(state.auditLag)
  gauges.postings.set(state.waitingPostings)
  gauges.warnings.set(state.warnings.length)
  set(gauges.certificate, certificateEnds === null ? null : seconds(certificateEnds))
}
