import { join } from 'node:path'
import { pino } from 'pino'
import { addDemoAccounts, addDemoStation, demoPassword } from '#db/seed/demo-accounts.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { clockBehind, readState } from '#modules/running/server/index.ts'
import { hashPassword } from '#platform/crypto/passwords.ts'
import { rootFingerprint } from '#platform/crypto/root.ts'
import { type Certificate, certificateState, readCertificate } from '#platform/http/certificate.ts'
import type { Database } from '#platform/db/open.ts'
import { label } from '#platform/text/label.ts'
import { type Config, ConfigError, isHttps, isOnlyHere, processEnvironment, readConfig } from './config.ts'
import { type Cleanup, prepareDatabase, type Ready, withClient } from './databases.ts'
import { buildHouse, openHouse } from './house.ts'
import { lockFolder } from './lock.ts'
import { makeLog } from './log.ts'
import { requireFreePort } from './port.ts'
import { type PracticeSize, startPractice } from './practice.ts'
import { startTrouble } from './trouble.ts'
import { version } from './version.ts'
import { makeDemoCity, startExchange, startFigures, startWatch } from './work.ts'

const here = join(import.meta.dirname, '..')

/** A server that answers: its address, and what goes on behind it after the ready line. */
export type Started = { readonly url: string; readonly behind: () => Promise<void> }

/** What tests start otherwise: the folder of the built web, and a smaller practice house. */
export type StartOptions = { readonly web?: string; readonly practice?: Partial<PracticeSize> }

/** Starts everything in order; what was started is noted in `cleanup`, last first to stop. */
export const start = async (
  config: Config,
  cleanup: Cleanup,
  say: (line: string) => void,
  { web = join(here, 'web', 'dist'), practice: practiceSize = {} }: StartOptions = {},
): Promise<Started> => {
  const clock = (): Date => new Date()
  cleanup.push(lockFolder(config.dataDir))
  const tls = config.tls && readCertificate(config.tls)
  await requireFreePort(config)
  const ready = await prepareDatabase(config, cleanup, say)
  for (const name of ready.migrated) say(`Applied ${name}`)
  await loadTree(ready, say)

  const log = makeLog(pino.destination(2))
  const house = await openHouse(
    {
      reached: ready,
      pools: { app: 20, apart: 6, system: 8 },
      rootsFile: `${config.dataDir}.audit-roots`,
      nightly: config.backupDir
        ? { admin: ready.admin, root: ready.root, dataDir: config.dataDir, version, folder: config.backupDir }
        : null,
      clock,
      log,
    },
    cleanup,
  )
  const { work } = house
  const { system } = work
  const demo = await demonstrate(config, ready, system, clock(), say)
  await startFigures(work, cleanup)
  startExchange(work, cleanup)
  let making = false
  const machine = {
    version,
    startedAt: clock(),
    dataDir: config.databaseUrl === null ? config.dataDir : null,
    backupDir: config.backupDir,
    certificate: tls,
    key: rootFingerprint(ready.root),
    failures: house.jobs.recent,
  }
  const https = isHttps(config)
  const { publicUrl, trustProxy, dataDir } = config
  const front = { web, https, trustProxy, publicUrl, diskFull: ready.diskFull }
  // A demonstration is one already.
  const practice = demo
    ? null
    : startPractice(
        { reached: ready, system, auditKey: work.auditKey, clock, dataDir, machine, log, front, size: practiceSize },
        cleanup,
      )
  const server = await buildHouse(house, {
    ...front,
    tls: tls && { cert: tls.cert, key: tls.key },
    log,
    machine,
    making: () => making,
    practice: practice?.house ?? null,
    ...(practice ? { practiceApp: practice.app } : {}),
    metrics: {
      token: config.metricsToken,
      state: () => readState({ system, machine, calendar: house.calendar.now }, clock()),
    },
  })
  cleanup.push(() => server.close())
  await server.listen({ host: config.host, port: config.port })
  if (!https)
    say(
      'Without HTTPS: only this machine can reach the server. Set TLS_CERT_FILE and TLS_KEY_FILE, or TRUST_PROXY behind a proxy.',
    )
  const slow = await clockBehind(system, clock())
  if (slow)
    say(
      `The clock of this machine stands ${slow.en} before the last time somebody worked here: look at it (timedatectl).`,
    )
  sayCertificate(tls, clock(), say)
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
const sayCertificate = (tls: Certificate | null, now: Date, say: (line: string) => void): void => {
  const { state, ends, days } = certificateState(tls, now)
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

/** Opens the demonstration where one is wanted; whether this house is one. */
const demonstrate = async (
  config: Config,
  ready: Ready,
  system: Database,
  now: Date,
  say: (line: string) => void,
): Promise<boolean> => {
  const accounts = await system.selectFrom('identity.account').select(['demo', 'status']).execute()
  const local = isOnlyHere(config)
  const demo = accounts.some((one) => one.demo && one.status === 'active')
  if (!local && demo) {
    throw new ConfigError(
      label(
        `数据库里有演示账号,密码人人知道,别的机器能到的地方不能开放。请用别的数据库,或把 HOST 改回 127.0.0.1,去掉 TRUST_PROXY 和 PUBLIC_URL。`,
        `The database holds demonstration accounts with a known password and cannot be opened where other machines reach it. Use another database, or HOST 127.0.0.1 without TRUST_PROXY and PUBLIC_URL.`,
      ),
    )
  }
  const wanted = !config.empty && local && (config.databaseUrl === null || config.demo)
  if (!wanted || accounts.length > 0) return demo
  await withClient(ready.target('owner'), addDemoStation)
  const opened = await addDemoAccounts(system, await hashPassword(demoPassword), now)
  say(`Opened ${opened} demonstration accounts, password ${demoPassword}`)
  return true
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
