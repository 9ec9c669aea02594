import { argon2Sync, randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { addDemoAccounts, addDemoStation, demoPassword } from '#db/seed/demo-accounts.ts'
import { connectClient, openDatabase } from '#platform/db/open.ts'
import { createMigrated, type ScratchFacts, scratchTarget, startScratch } from './scratch.ts'
import { loadSmallTree } from './tree.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** How tests reach the cluster of this run. */
    readonly cluster: ScratchFacts
  }
}

/** Database every test database is cloned from: migrated, with the small tree and the demonstration accounts. */
export const templateName = 'nuanjia_template'

/** The same without anybody in it, as an empty installation begins. */
export const bareName = 'nuanjia_bare'

/** Vitest global setup: one cluster and one template for the whole run, removed at the end. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const scratch = await startScratch()
  await fillTemplate(scratch.facts).catch(async (error: unknown) => {
    await scratch.stop()
    throw error
  })
  project.provide('cluster', scratch.facts)
  return scratch.stop
}

const fillTemplate = async (facts: ScratchFacts): Promise<void> => {
  await createMigrated(facts, bareName)
  const bare = await connectClient(scratchTarget(facts, 'owner', bareName))
  await loadSmallTree(bare)
  await bare.query('analyze')
  await bare.end()
  const admin = await connectClient(scratchTarget(facts, 'admin', 'postgres'))
  await admin.query(`create database ${templateName} template ${bareName} owner nuanjia_owner`)
  await admin.end()
  const owner = await connectClient(scratchTarget(facts, 'owner', templateName))
  await addDemoStation(owner)
  await owner.query('analyze')
  await owner.end()
  const system = openDatabase(scratchTarget(facts, 'system', templateName), 1)
  await addDemoAccounts(system.db, cheapHash(demoPassword), new Date('2020-01-01T00:00:00+08:00'))
  await system.close()
}

// The product's parameters cost 30 ms a sign-in; a test signs in hundreds of times.
const cheapHash = (password: string): string => {
  const nonce = randomBytes(16)
  const tag = argon2Sync('argon2id', { message: password, nonce, memory: 8, passes: 1, parallelism: 1, tagLength: 32 })
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=8,t=1,p=1$${text(nonce)}$${text(tag)}`
}
