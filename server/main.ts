import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { addDemoAccounts, addDemoStation, demoPassword } from '#db/seed/demo-accounts.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { loadCalendar } from '#modules/cases/server/calendar.ts'
import { isNearlyFullAt, readState } from '#modules/running/server/index.ts'
import { ensureMonths } from '#platform/audit/seal.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import { rootFingerprint } from '#platform/crypto/root.ts'
import { makeVault } from '#platform/crypto/vault.ts'
import { certificateState } from '#platform/http/certificate.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { traceOf } from '#platform/http/problem.ts'
import { makeJobLog } from '#platform/jobs/log.ts'
import { label } from '#platform/text/label.ts'
import { buildApp } from './app.ts'
import { type Config, ConfigError, isHttps, isOnlyHere, processEnvironment, readConfig } from './config.ts'
import { type Cleanup, prepareDatabase, type Ready, withClient } from './databases.ts'
import { enterHouse } from './enter.ts'
import { lockFolder } from './lock.ts'
import { makeLog } from './log.ts'
import { requireFreePort } from './port.ts'
import { holdCalendar, makeRooms } from './rooms.ts'
import { startTrouble } from './trouble.ts'
import { version } from './version.ts'
import { makeDemoCity, startExchange, startFigures, startWatch } from './work.ts'

const here = join(import.meta.dirname, '..')

/** Home under which events without a signed-in person are kept. */
const houseHome = '000000'

/** A server that answers: its address, and what goes on behind it after the ready line. */
export type Started = { readonly url: string; readonly behind: () => Promise<void> }

/** Starts everything in order; what was started is noted in `cleanup`, last first to stop. */
export const start = async (config: Config, cleanup: Cleanup, say: (line: string) => void): Promise<Started> => {
  const clock = (): Date => new Date()
  cleanup.push(lockFolder(config.dataDir))
  await requireFreePort(config)
  const ready = await prepareDatabase(config, cleanup)
  for (const name of ready.migrated) say(`Applied ${name}`)
  await loadTree(ready, say)

  const open = (login: 'app' | 'system', max: number): Database => {
    const { db, close } = openDatabase(ready.target(login), max)
    cleanup.push(close)
    return db
  }
  const app = open('app', 20)
  const apart = open('app', 6)
  const system = open('system', 8)
  // Made later, under the first requests, the partition of this month refuses what is being written to the audit just then.
  await ensureMonths(system, clock())
  const vault = makeVault(ready.root, apart, clock)
  // A house without a key yet gets its first one, so that a wrong key file is noticed at every later start.
  await vault.newRecord(houseHome, 'house')
  await demonstrate(config, ready, system, clock(), say)

  const https = isHttps(config)
  const auditKey = vault.macKey('audit')
  const log = makeLog(pino.destination(2))
  const jobs = makeJobLog(clock)
  const calendar = holdCalendar(await app.transaction().execute(loadCalendar))
  const work = {
    system,
    apart,
    vault,
    auditKey,
    clock,
    calendar: calendar.now,
    rootsFile: `${config.dataDir}.audit-roots`,
    nightly: config.backupDir
      ? { admin: ready.admin, root: ready.root, dataDir: config.dataDir, version, folder: config.backupDir }
      : null,
    report: (error: unknown, name: string) => {
      jobs.note(error, name)
      // Its words may repeat what somebody typed.
      log.warn({ name, err: traceOf(error) }, 'work failed')
    },
  }
  await startFigures(work, cleanup)
  startExchange(work, cleanup)
  let making = false
  const machine = {
    version,
    startedAt: clock(),
    dataDir: config.databaseUrl === null ? config.dataDir : null,
    backupDir: config.backupDir,
    certFile: config.tls?.certFile ?? null,
    key: rootFingerprint(ready.root),
    failures: jobs.recent,
  }
  const server = await buildApp({
    door: {
      db: app,
      vault,
      auditKey,
      clock,
      enter: enterHouse,
      secureCookie: https,
      publicUrl: config.publicUrl,
      home: houseHome,
      diskFull: ready.diskFull,
      refuseFiles: () => machine.dataDir !== null && isNearlyFullAt(machine.dataDir),
    },
    rooms: makeRooms({
      apart,
      system,
      auditKey,
      rootsFile: work.rootsFile,
      publicUrl: config.publicUrl,
      report: work.report,
      home: houseHome,
      calendar,
      machine,
      making: () => making,
    }),
    version,
    web: join(here, 'web', 'dist'),
    https,
    tls: config.tls && { cert: readFileSync(config.tls.certFile), key: readFileSync(config.tls.keyFile) },
    trustProxy: config.trustProxy,
    log,
    metrics: {
      token: config.metricsToken,
      state: () => readState({ system, machine, calendar: calendar.now }, clock()),
    },
  })
  cleanup.push(() => server.close())
  await server.listen({ host: config.host, port: config.port })
  if (!https)
    say(
      'Without HTTPS: only this machine can reach the server. Set TLS_CERT_FILE and TLS_KEY_FILE, or TRUST_PROXY behind a proxy.',
    )
  sayCertificate(config, clock(), say)
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const shown = config.host.includes(':') ? `[${config.host}]` : config.host
  const url = config.publicUrl ?? `${config.tls ? 'https' : 'http'}://${shown}:${port}`
  // What is still being made when the server stops must not start anything anew.
  let stopping = false
  cleanup.push(() => void (stopping = true))
  const behind = (): Promise<void> =>
    makeDemoCity(work, say, (yes) => void (making = yes)).finally(() => {
      making = false
      if (!stopping) startWatch(work, cleanup)
    })
  return { url, behind }
}

// Nobody looks at a certificate until it is over, and then nobody gets in.
const sayCertificate = (config: Config, now: Date, say: (line: string) => void): void => {
  const { state, ends, days } = certificateState(config.tls?.certFile ?? null, now)
  const until = ends?.toISOString().slice(0, 10)
  if (state === 'soon')
    say(`The HTTPS certificate ends on ${until}, in ${days} days. Put a new one in its place and start again.`)
  if (state === 'over')
    say(`The HTTPS certificate ended on ${until}: browsers refuse it. Put a new one in its place and start again.`)
  if (state === 'notYet') say('The HTTPS certificate is not valid yet: look at the clock of this machine.')
}

const loadTree = (ready: Ready, say: (line: string) => void): Promise<void> =>
  withClient(ready.target('owner'), async (owner) => {
    let next = 100_000
    const written = await loadDivisions(owner, (units) => {
      if (units < next) return
      say(`Loading the division tree: ${units.toLocaleString('en')} units`)
      next = units + 100_000
    })
    if (written > 0) say(`Loaded the division tree: ${written.toLocaleString('en')} units`)
  })

const demonstrate = async (
  config: Config,
  ready: Ready,
  system: Database,
  now: Date,
  say: (line: string) => void,
): Promise<void> => {
  const accounts = await system.selectFrom('identity.account').select(['demo', 'status']).execute()
  const local = isOnlyHere(config)
  if (!local && accounts.some(({ demo, status }) => demo && status === 'active')) {
    throw new ConfigError(
      label(
        `数据库里有演示账号,密码人人知道,别的机器能到的地方不能开放。请用别的数据库,或把 HOST 改回 127.0.0.1,去掉 TRUST_PROXY 和 PUBLIC_URL。`,
        `The database holds demonstration accounts with a known password and cannot be opened where other machines reach it. Use another database, or HOST 127.0.0.1 without TRUST_PROXY and PUBLIC_URL.`,
      ),
    )
  }
  const wanted = !config.empty && local && (config.databaseUrl === null || config.demo)
  if (!wanted || accounts.length > 0) return
  await withClient(ready.target('owner'), addDemoStation)
  const opened = await addDemoAccounts(system, await hashPassword(demoPassword), now)
  say(`Opened ${opened} demonstration accounts, password ${demoPassword}`)
}

const stopAll = async (cleanup: Cleanup): Promise<void> => {
  for (let undo = cleanup.pop(); undo; undo = cleanup.pop()) {
    try {
      await undo()
    } catch (error) {
      console.error((error as Error).message)
    }
  }
}

const main = async (): Promise<void> => {
  const cleanup: Cleanup = []
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    await stopAll(cleanup)
    process.exit(0)
  }
  // The last is a terminal that was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop())
  try {
    const { url, behind } = await start(readConfig(processEnvironment(), process.argv.slice(2)), cleanup, (line) =>
      console.log(line),
    )
    console.log(`Nuanjia is ready at ${url}`)
    await behind().catch((error: unknown) => {
      if (!stopping)
        console.error('The demonstration city could not be completed; the next start goes on with it:', error)
    })
  } catch (error) {
    // A start that was interrupted fails because its database went away; that is no news.
    if (stopping) return
    const sentence = startTrouble(error)
    console.error(sentence ? `${sentence.zh}\n${sentence.en}` : error)
    await stopAll(cleanup)
    process.exit(1)
  }
}

if (import.meta.main) await main()
