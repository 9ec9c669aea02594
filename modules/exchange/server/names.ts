import type { Ctx } from '#platform/http/context.ts'

const homeless = ''

const cellOf = (table: string, column: string, id: string) => ({
  table: `exchange.${table}`,
  column,
  home: homeless,
  id,
})

/** The name of the file of a batch, sealed: it may hold names of people. */
export const sealName = ({ vault }: Pick<Ctx, 'vault'>, batch: string, name: string): Buffer =>
  vault.seal(vault.keyFor(`exchange.batch/${batch}`), cellOf('batch', 'name', batch), name)

export const openName = ({ vault }: Pick<Ctx, 'vault'>, batch: string, sealed: Buffer): string =>
  vault.open(vault.keyFor(`exchange.batch/${batch}`), cellOf('batch', 'name', batch), sealed)

/** Seals and opens the cells of one file on the desk. */
export const deskSeal = ({ vault }: Pick<Ctx, 'vault'>, desk: string) => {
  const key = vault.keyFor(`exchange.desk/${desk}`)
  return {
    seal: (column: string, plain: string | Uint8Array): Buffer => vault.seal(key, cellOf('desk', column, desk), plain),
    open: (column: string, sealed: Buffer): string => vault.open(key, cellOf('desk', column, desk), sealed),
    openBytes: (column: string, sealed: Buffer): Buffer => vault.openBytes(key, cellOf('desk', column, desk), sealed),
  }
}

/** Seals and opens words a unit said of its registers, each bound to its digest. */
export const wordSeal = ({ vault }: Pick<Ctx, 'vault'>, unitId: number) => {
  const key = vault.keyFor(`exchange.memory/${unitId}`)
  return {
    seal: (digest: string, word: string): Buffer => vault.seal(key, cellOf('memory', 'word', digest), word),
    open: (digest: string, sealed: Buffer): string => vault.open(key, cellOf('memory', 'word', digest), sealed),
  }
}
