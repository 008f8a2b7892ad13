// npm start and npm run demo. Old-style JavaScript, see find-node.cjs.
'use strict'
var path = require('path')
var child = require('child_process')
var found = require('./find-node.cjs')
var ready = require('./ready.cjs')

ready.install()
var node = found.findNode()
if (!ready.isBuilt()) {
  var built = child.spawnSync(node, [path.join('scripts', 'build.ts')], { cwd: found.root, stdio: 'inherit' })
  if (built.status !== 0) process.exit(built.status || 1)
}

var env = Object.assign({ NODE_ENV: 'production' }, process.env)
if (process.argv.indexOf('--demo') !== -1) {
  env.STEGVIS_DEMO = '1'
  env.STEGVIS_DATA = env.STEGVIS_DATA || 'data-demo'
}

// Small semi-space: a third less memory for a few percent of speed. The channel tells the app when we are gone.
var app = child.spawn(node, ['--enable-source-maps', '--max-semi-space-size=4', path.join('dist', 'main.js')], {
  cwd: found.root,
  env: env,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc']
})
;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () { app.kill(signal) })
})
// npm runs us through a shell that does not hand on a signal: when that shell is gone, so is whoever started us.
if (process.env.npm_lifecycle_event && process.platform !== 'win32') {
  var parent = process.ppid
  setInterval(function () { if (process.ppid !== parent) app.kill('SIGTERM') }, 500).unref()
}
app.on('exit', function (code, signal) {
  if (signal) console.error('Stegvis was ended by ' + signal + '.')
  process.exit(signal ? 1 : code)
})
