/* Plain old script: tells readers of browsers before Chromium 86 what to use instead of leaving an empty page. */
;(function () {
  if (typeof String.prototype.replaceAll === 'function' && typeof Promise.any === 'function') return
  document.addEventListener('DOMContentLoaded', function () {
    var old = document.getElementById('old')
    if (old) old.removeAttribute('hidden')
    var root = document.getElementById('root')
    if (root) root.setAttribute('hidden', 'hidden')
  })
})()
