import { keptAs } from './practice.ts'

/** In whose post this window acts (AB角): every call says so, and the server looks whether it may. Of this window only, as one works. */

const place = keptAs('for')
let present = sessionStorage.getItem(place)

let opened: string | null = null

/** Remembers the post this window shows; the server refuses its calls once the session stands in another. */
export const setOpenedPost = (post: string | null): void => {
  opened = post
}

/** What a call says about posts: the one this window shows, and the one stood in for. */
export const postHeaders = (): Readonly<Record<string, string>> => ({
  ...(opened ? { 'nuanjia-post': opened } : {}),
  ...(present ? { 'nuanjia-for': present } : {}),
})

/** What a single call says that is made in a post one stands in for, whatever post the window shows. */
export const standingHeader = (post: string): Readonly<Record<string, string>> => ({
  'nuanjia-post': post,
  'nuanjia-for': post,
})

/** The post one stands in for in this window, or null in one's own. */
export const standingPost = (): string | null => present

/** Goes into a post one stands in for, or back into one's own. */
export const setStandingPost = (post: string | null): void => {
  present = post
  if (post) sessionStorage.setItem(place, post)
  else sessionStorage.removeItem(place)
}
