import { defineErrors, failures } from './define.ts'

/** Error codes every route may answer; rooms add their own in their contract. */
export const commonErrors = defineErrors({
  'http.invalid': { status: 400, zh: '有 {count} 处填写需要改。', en: '{count} field(s) need correcting.' },
  'http.unauthenticated': {
    status: 401,
    zh: '登录已结束,请重新登录;填写的内容还在。',
    en: 'Your sign-in has ended. Sign in again; what you typed is kept.',
  },
  'http.forbidden': {
    status: 403,
    zh: '当前岗位没有这项工作。请换岗位,或请本单位的安全管理员开通。',
    en: 'This post does not include this work. Switch posts, or ask your security administrator.',
  },
  'http.fullCheck': {
    status: 403,
    zh: '这一步要再核对一次密码:现在是用绑定的手机登录的。填写的内容还在。',
    en: 'This step asks for the password once more: you signed in with a bound phone. What you typed is kept.',
  },
  'http.practice': {
    status: 403,
    zh: '练习里没有密码,不从这里登录。请回到真实工作,在〔我的〕里点〔练习〕进来。',
    en: 'Practice has no passwords and nobody signs in here. Go back to the real work and press “Practice” under your name.',
  },
  'http.foreignOrigin': {
    status: 403,
    zh: '请求来自另一个地址({origin}),没有受理。请直接打开 {host} 再办;中间有代理时,请管理员让代理原样转发 Host。',
    en: 'The request came from another address ({origin}) and was refused. Open {host} itself; behind a proxy, have it pass Host on unchanged.',
  },
  'http.notFound': {
    status: 404,
    zh: '没有找到。可能不存在,也可能不在您的工作范围内。',
    en: 'Not found. It may not exist, or it may be outside your range.',
  },
  'http.stale': {
    status: 409,
    zh: '这条记录刚被别人改过。您的填写还在,请先看一眼新的内容再保存。',
    en: 'Someone has just changed this record. Your input is kept; look at the new version, then save again.',
  },
  'http.exists': {
    status: 409,
    zh: '这一条已经登记过,这次的内容和那次不同,没有保存。请打开登记过的那一条,用〔更正〕改。',
    en: 'This is registered already, and what is here differs from it: nothing was saved. Open the registered one and correct it.',
  },
  'http.otherPost': {
    status: 409,
    zh: '您现在的岗位是〔{post}〕,这一页是在另一个岗位打开的,没有办。填写的内容还在:回到原来的岗位再交,或换到〔{post}〕看。',
    en: 'Your post is now “{post}” and this page was opened in another; nothing was done. What you typed is kept: go back to that post and send it again, or look as “{post}”.',
  },
  'http.tooLarge': { status: 413, zh: '内容太大:最多 {limit}。', en: 'Too large: at most {limit}.' },
  'http.clientTooOld': {
    status: 426,
    zh: '页面版本太旧,请刷新;填写的内容还在。',
    en: 'This page is too old. Reload it; what you typed is kept.',
  },
  'http.tooMany': {
    status: 429,
    zh: '次数太多,请在 {minutes} 分钟后再试。',
    en: 'Too many attempts. Try again in {minutes} minutes.',
  },
  'http.busy': {
    status: 503,
    zh: '数据库暂时连不上,内容没有保存。请稍后再点一次。',
    en: 'The database is not reachable for the moment; nothing was saved. Try again shortly.',
  },
  'http.diskFull': {
    status: 507,
    zh: '服务器磁盘已满,内容没有保存。请通知管理员清理磁盘。',
    en: 'The server disk is full; nothing was saved. Ask the administrator to free space.',
  },
  'http.diskNearlyFull': {
    status: 507,
    zh: '服务器磁盘快满了,先不收文件;登记和办理照常,已经收下的都在。请通知管理员清理磁盘,文件稍后再传。',
    en: 'The server disk is nearly full and takes no files for now; registering goes on and what was taken in is there. Tell the administrator to free space, and send the file later.',
  },
  'http.internal': {
    status: 500,
    zh: '没有办成,内容没有保存。请再试一次;仍不行请把编号 {trace} 告诉管理员。',
    en: 'It did not work and nothing was saved. Try again; if it fails again give the administrator number {trace}.',
  },
})

/** `throw fail('http.notFound')` and the like. */
export const fail = failures(commonErrors)
