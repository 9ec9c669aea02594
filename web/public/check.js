/* Runs before everything else, in the oldest words: fills what Chromium 86 lacks and libraries call, and tells readers of
   still older browsers what to use instead of leaving an empty page. */
;(function () {
  function fill(target, name, value) {
    if (!(name in target)) Object.defineProperty(target, name, { value: value, writable: true, configurable: true })
  }
  function at(index) {
    var place = Math.trunc(index) || 0
    return this[place < 0 ? this.length + place : place]
  }
  fill(Array.prototype, 'at', at)
  fill(String.prototype, 'at', at)
  fill(Array.prototype, 'findLast', function (wanted) {
    for (var index = this.length - 1; index >= 0; index--) if (wanted(this[index], index, this)) return this[index]
  })
  fill(Object, 'hasOwn', function (target, key) {
    return Object.prototype.hasOwnProperty.call(target, key)
  })
  fill(window, 'structuredClone', function (value) {
    return JSON.parse(JSON.stringify(value))
  })

  if (typeof String.prototype.replaceAll === 'function' && typeof Promise.any === 'function') return
  document.addEventListener('DOMContentLoaded', function () {
    var old = document.getElementById('old')
    if (old) old.removeAttribute('hidden')
    var root = document.getElementById('root')
    if (root) root.setAttribute('hidden', 'hidden')
  })
})()
