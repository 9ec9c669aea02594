import { type DestinationStream, type Logger, pino } from 'pino'
import { traceOf } from '#platform/http/problem.ts'

/** Names under which a line might carry what somebody typed or who she is; whoever logs one logs nothing. */
const never = [
  'url',
  'query',
  'body',
  'params',
  'headers',
  'cookies',
  'ip',
  'remoteAddress',
  'hostname',
  'username',
  'name',
]

/**
 * The log of the server: what happened, when, how long, the kind and place of an error. An error loses its words however it
 * comes, since those of PostgreSQL repeat the row; a request is never written whole.
 */
export const makeLog = (to: DestinationStream): Logger =>
  pino(
    {
      base: null,
      serializers: { err: traceOf, error: traceOf, req: () => undefined, res: () => undefined },
      redact: { paths: never.flatMap((key) => [`req.${key}`, `request.${key}`, `*.${key}.*`]), remove: true },
      hooks: {
        // log.error(error) would take the error's own message for the line's.
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[]
          const safe = first instanceof Error ? [{ err: first }, 'error', ...rest.slice(1)] : [first, ...rest]
          method.apply(this, safe as Parameters<typeof method>)
        },
      },
    },
    to,
  )
