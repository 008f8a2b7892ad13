// Old-style JavaScript, see find-node.cjs. Makes a checkout ready to run: packages as the lockfile says, and a build of the sources as they are.
'use strict'
var crypto = require('crypto')
var fs = require('fs')
var path = require('path')
var spawnSync = require('child_process').spawnSync
var root = require('./find-node.cjs').root

var lockfile = path.join(root, 'package-lock.json')
var installedStamp = path.join(root, 'node_modules', '.stegvis-lock')
var builtStamp = path.join(root, 'dist', '.sources')
var SOURCES = ['server', 'views', 'db', 'static', 'scripts/bundle.ts', 'scripts/demo', 'package-lock.json', 'tsconfig.json']

/** Installs the packages of package-lock.json unless just these are there. Exits with a sentence if that fails. */
function install() {
  var wanted = hashOf([lockfile])
  if (read(installedStamp) === wanted) return
  if (!installedByHand()) {
    console.log('Installing the packages that package-lock.json names; the first time this takes a minute.')
    var options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--include=optional']
    // npm says where it is when it runs us; its program starts without a shell on every system.
    var npm = process.env.npm_execpath
    var result = npm && /\.c?js$/.test(npm)
      ? spawnSync(process.execPath, [npm].concat(options), { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
      : spawnSync('npm', options, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
    if (result.status !== 0) {
      console.error(
        result.error && result.error.code === 'ENOENT'
          ? 'npm was not found. It comes with Node.js: install that from nodejs.org.'
          : 'The packages could not be installed; npm says above why. Without a network, install them once where there is one.'
      )
      process.exit(1)
    }
  }
  fs.writeFileSync(installedStamp, wanted)
}

/** Whether somebody ran "npm ci" themselves: npm notes what it installed. Packages for other systems are left out. */
function installedByHand() {
  try {
    var wanted = JSON.parse(fs.readFileSync(lockfile, 'utf8')).packages
    var there = JSON.parse(fs.readFileSync(path.join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
    return Object.keys(wanted).every(function (name) {
      if (name === '') return true
      return there[name] ? there[name].version === wanted[name].version : wanted[name].optional
    })
  } catch (error) {
    return false
  }
}

/** What the sources are now; a build notes it, so that the next start knows whether to build again. */
function sources() {
  var files = []
  SOURCES.forEach(function (name) { collect(path.join(root, name), files) })
  return hashOf(files.sort())
}

function isBuilt() {
  return read(builtStamp) === sources()
}

function collect(place, files) {
  if (!fs.existsSync(place)) return
  if (!fs.statSync(place).isDirectory()) { files.push(place); return }
  fs.readdirSync(place).forEach(function (name) { collect(path.join(place, name), files) })
}

function hashOf(files) {
  var hash = crypto.createHash('sha256')
  files.forEach(function (file) { hash.update(path.relative(root, file) + '\0').update(fs.readFileSync(file)) })
  return hash.digest('hex')
}

function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : ''
}

module.exports = { install: install, isBuilt: isBuilt, sources: sources }
