// Old-style JavaScript on purpose: this file must parse and run on any Node, because it is what finds the right one.
'use strict'
var path = require('path')
var fs = require('fs')
var spawnSync = require('child_process').spawnSync

var LEAST = [24, 7]
var root = path.join(__dirname, '..')

function newEnough(version) {
  var parts = String(version).replace(/^v/, '').split('.')
  return +parts[0] > LEAST[0] || (+parts[0] === LEAST[0] && +parts[1] >= LEAST[1])
}

/** The path of a Node that is new enough: the one that runs this, or the copy that npm installed. Exits with a sentence if there is none. */
function findNode() {
  if (newEnough(process.version)) return process.execPath
  var platform = process.platform === 'win32' ? 'win' : process.platform
  var copy = path.join(
    root,
    'node_modules',
    'node-' + platform + '-' + process.arch,
    'bin',
    platform === 'win' ? 'node.exe' : 'node'
  )
  var trouble = ''
  if (fs.existsSync(copy)) {
    var asked = spawnSync(copy, ['-v'], { encoding: 'utf8' })
    if (asked.status === 0 && newEnough(asked.stdout.trim())) return copy
    trouble = '\n(' + copy + ' is installed but does not run here: ' + String(asked.stderr || asked.error).trim() + ')'
  }
  console.error(
    'Stegvis needs Node.js ' + LEAST.join('.') + ' or newer; this is ' + process.version + '.\n' +
      'Run "npm ci" (it brings a suitable copy on Linux and on x64 Windows and macOS), or install Node.js 24 from nodejs.org.' +
      trouble
  )
  process.exit(1)
}

module.exports = { findNode: findNode, root: root }
