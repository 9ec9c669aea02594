import { z } from 'zod'
import { type Contract, route } from '#platform/contract/route.ts'

const link = z.object({ home: z.string().regex(/^\d{6}$/), id: z.uuid(), link: z.uuid() })
const instant = z.iso.datetime({ offset: true })
/** 256 random bits as they stand in an address. */
const secret = z.string().max(100)

/** How long a link lives, how many photographs it takes, how large each may be after the phone has made it smaller. */
export const photoLimits = { minutes: 10, photos: 20, bytes: 6 * 1024 * 1024 } as const

/** The header in which a phone names its key: an address would stay in its history. */
export const photoHeader = 'x-nuanjia-photo'

/** Photographs of paper by phone: the desk's side, and the phone's, which signs in nowhere and is told nothing of a matter. */
export const photoRoutes = {
  photoLink: route({
    method: 'PUT',
    path: '/api/v1/cases/{home}/{id}/photo-links/{link}',
    can: 'cases.register',
    summary: { zh: '手机拍照传上来:出一次性二维码', en: 'A one-time link by which a phone sends photographs' },
    params: link,
    body: z.strictObject({}),
    response: z.object({
      until: instant,
      /** Null where no address is configured that a phone could open. */
      address: z.string().nullable(),
      /** The address as a picture. */
      qr: z.string().nullable(),
      /** Only this machine opens the address. */
      onlyHere: z.boolean(),
    }),
    errors: ['http.exists'],
  }),
  photoState: route({
    method: 'GET',
    path: '/api/v1/cases/{home}/{id}/photo-links/{link}',
    can: 'cases.register',
    summary: { zh: '手机拍照到哪一步', en: 'What a photo link has brought' },
    params: link,
    response: z.object({
      state: z.enum(['waiting', 'opened', 'done', 'withdrawn', 'expired']),
      until: instant,
      files: z.array(z.uuid()),
    }),
  }),
  endPhotos: route({
    method: 'DELETE',
    path: '/api/v1/cases/{home}/{id}/photo-links/{link}',
    can: 'cases.register',
    summary: { zh: '停用二维码', en: 'Withdraw a photo link' },
    params: link,
    response: z.object({}),
  }),
  dropPhoto: route({
    method: 'DELETE',
    path: '/api/v1/cases/{home}/{id}/photo-links/{link}/photos/{file}',
    can: 'cases.handle',
    summary: { zh: '不要这一张', en: 'Drop a photograph' },
    params: link.extend({ file: z.uuid() }),
    response: z.object({}),
    errors: ['cases.unlawful'],
  }),
  openPhotos: route({
    method: 'POST',
    path: '/api/v1/photos/open',
    can: 'everyone',
    rate: { most: 60, minutes: 10 },
    summary: { zh: '手机打开二维码', en: 'A phone opens its link' },
    body: z.strictObject({ token: secret }),
    response: z.object({ key: z.string(), until: instant, most: z.int() }),
    errors: ['papers.photoUsed', 'papers.photoExpired', 'papers.photoWithdrawn', 'papers.photoUnknown'],
  }),
  sendPhoto: route({
    method: 'PUT',
    path: '/api/v1/photos/{photo}',
    can: 'everyone',
    rate: { most: 120, minutes: 10 },
    summary: { zh: '手机传一张照片', en: 'A phone sends a photograph' },
    params: z.object({ photo: z.uuid() }),
    body: 'bytes',
    most: photoLimits.bytes,
    response: z.object({ taken: z.int() }),
    errors: [
      'papers.photoKind',
      'papers.photoMany',
      'papers.photoExpired',
      'papers.photoWithdrawn',
      'papers.photoUnknown',
    ],
  }),
  donePhotos: route({
    method: 'POST',
    path: '/api/v1/photos/done',
    can: 'everyone',
    rate: { most: 60, minutes: 10 },
    summary: { zh: '手机传完了', en: 'A phone has sent all' },
    body: z.strictObject({ key: secret }),
    response: z.object({}),
  }),
} satisfies Contract
