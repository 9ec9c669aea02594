/** A post to be tried, or the one that is held. */
export type PostLike = { readonly role: string; readonly level: string }

/** Distance of a post from one's own: the same work at the same level, the same work elsewhere, the same level, another. */
const distance = (post: PostLike, own: PostLike): number =>
  (post.role === own.role ? 0 : 2) + (post.level === own.level ? 0 : 1)

/** The posts with those most like one's own first; otherwise in the order given. */
export const nearestFirst = <P extends PostLike>(posts: readonly P[], own: PostLike): P[] =>
  [...posts].sort((one, other) => distance(one, own) - distance(other, own))

/** Whether a post is as like one's own as there is, and shares the work or the level with it. */
export const isNear = (post: PostLike, posts: readonly PostLike[], own: PostLike): boolean => {
  const least = Math.min(...posts.map((one) => distance(one, own)))
  return least < 3 && distance(post, own) === least
}
