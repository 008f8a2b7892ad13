// Runs a command on a Node that is new enough: node scripts/with-node.cjs <command> [arguments]
// The command is "node" or the name of a program in node_modules/.bin. Old-style JavaScript, see find-node.cjs.
'use strict'
var path = require('path')
var fs = require('fs')
var spawn = require('child_process').spawn
var found = require('./find-node.cjs')

var node = found.findNode()
var command = process.argv[2]
var rest = process.argv.slice(3)
if (command !== 'node') {
  var program = path.join(found.root, 'node_modules', '.bin', String(command))
  if (!fs.existsSync(program)) {
    console.error('There is no program "' + command + '" in node_modules. Run "npm ci" first.')
    process.exit(1)
  }
  rest = [fs.realpathSync(program)].concat(rest)
}

var env = Object.assign({}, process.env)
var key = Object.keys(env).filter(function (name) { return name.toUpperCase() === 'PATH' })[0] || 'PATH'
env[key] = path.dirname(node) + path.delimiter + path.join(found.root, 'node_modules', '.bin') + path.delimiter + (env[key] || '')

var child = spawn(node, rest, { stdio: 'inherit', env: env })
// A terminal sends its interrupt to the whole group, so only the other signals are handed on.
;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
  process.on(signal, function () { if (signal !== 'SIGINT') child.kill(signal) })
})
child.on('exit', function (code, signal) {
  if (signal) process.kill(process.pid, signal)
  else process.exit(code)
})
