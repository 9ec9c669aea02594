/* The phone's side of 手机拍照传上来, in the oldest words. It keeps nothing: no storage, no cookie, no copy of a picture; its key stands
   in the address behind the hash, so that a phone that drops the page while its camera is open comes back to it. */
;(function () {
  var zh = !/^en/i.test(navigator.language || 'zh')
  function text(chinese, english) {
    return zh ? chinese : english
  }
  var words = {
    title: text('拍照传上去', 'Send photographs'),
    opening: text('正在打开…', 'Opening…'),
    ready: text(
      '请拍纸质材料,字要清楚。传上去以后,这部手机里不留。',
      'Photograph the papers so that they can be read. Nothing stays on this phone.',
    ),
    take: text('拍一张', 'Take a photograph'),
    choose: text('从相册选', 'Choose from the album'),
    albumNote: text('相册里原来的照片要您自己删。', 'What stood in the album before is yours to delete.'),
    shrinking: text('第 {n} 张:正在处理…', 'No. {n}: working…'),
    sending: text('第 {n} 张:正在传…', 'No. {n}: sending…'),
    sent: text('第 {n} 张:已传上,本机不留', 'No. {n}: sent, nothing kept here'),
    failed: text('第 {n} 张没有传上:{why}', 'No. {n} was not sent: {why}'),
    again: text('再传一次', 'Send again'),
    unreadable: text('这个文件不是能打开的照片。', 'This file is no photograph that can be opened.'),
    heic: text(
      '这部手机存的照片格式(HEIC)打不开。请点〔拍一张〕重拍,或在相机设置里选「兼容性最佳」。',
      'Photographs of this phone (HEIC) cannot be opened. Take it here, or choose “Most Compatible” in the camera’s settings.',
    ),
    offline: text('网络断了,请再传一次。', 'The network dropped: send again.'),
    done: text('传完了', 'All sent'),
    finished: text('已传上,本机不留。可以关掉这一页了。', 'Sent, nothing kept here. You can close this page.'),
    bare: text('请扫电脑屏幕上的二维码打开这一页。', 'Open this page by the code on the desk’s screen.'),
  }
  /* Where the practice house lies. */
  var base = location.pathname.indexOf('/practice/') === 0 ? '/practice' : ''
  function of(word, n, why) {
    return word.replace('{n}', n).replace('{why}', why || '')
  }
  function byId(id) {
    return document.getElementById(id)
  }
  function say(sentence, bad) {
    byId('say').textContent = sentence
    byId('say').className = bad ? 'bad' : ''
  }
  function newId() {
    var bytes = new Uint8Array(16)
    crypto.getRandomValues(bytes)
    bytes[6] = (bytes[6] & 15) | 64
    bytes[8] = (bytes[8] & 63) | 128
    var hex = ''
    for (var i = 0; i < 16; i++) hex += ('0' + bytes[i].toString(16)).slice(-2)
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  /* Answers (null, object) or (sentence). */
  function ask(method, path, body, key, then) {
    var request = new XMLHttpRequest()
    request.open(method, base + path)
    request.setRequestHeader('accept-language', zh ? 'zh-CN' : 'en')
    var raw = typeof Blob !== 'undefined' && body instanceof Blob
    request.setRequestHeader('content-type', raw ? 'application/octet-stream' : 'application/json')
    if (key) request.setRequestHeader('x-nuanjia-photo', key)
    request.timeout = 60000
    request.onload = function () {
      var answer = {}
      try {
        answer = JSON.parse(request.responseText)
      } catch (broken) {
        answer = { title: broken && words.offline }
      }
      if (request.status >= 200 && request.status < 300) then(null, answer)
      else then(answer.title || words.offline, null, request.status)
    }
    request.onerror = request.ontimeout = function () {
      then(words.offline, null, 0)
    }
    request.send(raw ? body : JSON.stringify(body))
  }

  /* The picture anew on a canvas, at most 2000 pixels long: smaller, and without what the camera wrote into it. */
  function shrink(file, then) {
    var url = URL.createObjectURL(file)
    var image = new Image()
    image.onerror = function () {
      URL.revokeObjectURL(url)
      then(null)
    }
    image.onload = function () {
      var most = 2000
      var scale = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight))
      var canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.round(image.naturalWidth * scale))
      canvas.height = Math.max(1, Math.round(image.naturalHeight * scale))
      var ink = canvas.getContext('2d')
      ink.fillStyle = '#fff'
      ink.fillRect(0, 0, canvas.width, canvas.height)
      ink.drawImage(image, 0, 0, canvas.width, canvas.height)
      URL.revokeObjectURL(url)
      if (canvas.toBlob) return canvas.toBlob(then, 'image/jpeg', 0.82)
      var data = atob(canvas.toDataURL('image/jpeg', 0.82).split(',')[1])
      var bytes = new Uint8Array(data.length)
      for (var i = 0; i < data.length; i++) bytes[i] = data.charCodeAt(i)
      then(new Blob([bytes], { type: 'image/jpeg' }))
    }
    image.src = url
  }

  var key = ''
  var count = 0
  var waiting = []
  var busy = false

  function next() {
    if (busy || !waiting.length) return
    busy = true
    var job = waiting.shift()
    send(job, function () {
      busy = false
      next()
    })
  }
  function send(job, then) {
    job.line.className = ''
    job.line.textContent = of(words.shrinking, job.n)
    shrink(job.file, function (small) {
      if (!small) {
        var heic = /\.hei[cf]$/i.test(job.file.name) || /hei[cf]/i.test(job.file.type)
        job.file = null
        job.line.className = 'bad'
        job.line.textContent = of(words.failed, job.n, heic ? words.heic : words.unreadable)
        return then()
      }
      job.line.textContent = of(words.sending, job.n)
      ask('PUT', '/api/v1/photos/' + job.id, small, key, function (why, _, status) {
        if (why) {
          job.line.className = 'bad'
          job.line.textContent = of(words.failed, job.n, why)
          if (status === 410 || status === 404) return end(why, true)
          var again = document.createElement('button')
          again.type = 'button'
          again.textContent = words.again
          again.onclick = function () {
            waiting.push(job)
            next()
          }
          job.line.appendChild(again)
        } else {
          job.file = null
          job.line.textContent = of(words.sent, job.n)
          byId('done').hidden = false
          say(of(words.sent, job.n))
        }
        then()
      })
    })
  }
  function end(sentence, bad) {
    key = ''
    waiting = []
    byId('work').hidden = true
    if (history.replaceState) history.replaceState(null, '', location.pathname)
    say(sentence, bad)
  }
  function taken(input) {
    for (var i = 0; i < input.files.length; i++) {
      var line = document.createElement('li')
      byId('list').appendChild(line)
      waiting.push({ id: newId(), n: ++count, file: input.files[i], line: line })
    }
    input.value = ''
    next()
  }
  function work() {
    byId('work').hidden = false
    say(words.ready + (zh ? '' : ' ') + words.albumNote)
  }

  byId('title').textContent = words.title
  byId('take').textContent = words.take
  byId('choose').textContent = words.choose
  byId('done').textContent = words.done
  byId('camera').onchange = function () {
    taken(this)
  }
  byId('album').onchange = function () {
    taken(this)
  }
  byId('done').onclick = function () {
    var old = key
    ask('POST', '/api/v1/photos/done', { key: old }, null, function () {
      end(words.finished)
    })
  }
  var given = location.hash.slice(1)
  if (given.indexOf('k.') === 0) {
    key = given.slice(2)
    work()
  } else if (given) {
    say(words.opening)
    ask('POST', '/api/v1/photos/open', { token: given }, null, function (why, answer) {
      if (why) return say(why, true)
      key = answer.key
      if (history.replaceState) history.replaceState(null, '', location.pathname + '#k.' + key)
      work()
    })
  } else say(words.bare, true)
})()
