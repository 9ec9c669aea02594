import type { Me } from '#modules/identity/contract.ts'
import { usePreferences, useSay } from '../preferences.ts'
import { words } from '../words.ts'

/** How a post is called on screen: its title, with its unit where the title does not name it. */
export const usePostName = (): ((post: Me['post']) => string) => {
  const say = useSay()
  const { language } = usePreferences()
  return (post) => {
    const title = language === 'zh' ? post.titleZh : post.titleEn
    // The Chinese title is the one that names its unit in the words of the tree.
    return [title, post.titleZh].some((one) => one.includes(post.unit.name))
      ? title
      : say(words.postOf, { unit: post.unit.name, title })
  }
}
