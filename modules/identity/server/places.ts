import { createHash } from 'node:crypto'
import type { Ctx } from '#platform/http/context.ts'

/** Where an attempt comes from: its address, and hashes of the browser (when it carries our mark) and of the address. */
export type Places = { readonly address: string; readonly ofBrowser: string | null; readonly ofAddress: string }

/** The hash something is counted under. */
export const keyOf = (...parts: readonly string[]): Buffer => createHash('sm3').update(parts.join('\n')).digest()

/** An address as it is counted: of IPv6 the half a provider gives to one customer, or every guess could have its own. */
export const countedAddress = (ip: string): string => {
  const four = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(ip)?.[1]
  if (four) return four
  if (!ip.includes(':')) return ip
  const [head = '', tail = ''] = ip.toLowerCase().split('%')[0]?.split('::') ?? []
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const groups = [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0'), ...right]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Where a request comes from. */
export const placesOf = (ctx: Ctx): Places => {
  const address = countedAddress(ctx.client.ip)
  const device = ctx.session.device
  return {
    address,
    ofBrowser: device ? keyOf('browser', device).toString('hex') : null,
    ofAddress: keyOf('address', address).toString('hex'),
  }
}
