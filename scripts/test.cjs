// npm test: everything that must hold, on a checkout as it comes. npm run check: without the tests themselves.
// Old-style JavaScript, see find-node.cjs.
'use strict'
var fs = require('fs')
var os = require('os')
var path = require('path')
var child = require('child_process')
var found = require('./find-node.cjs')
var ready = require('./ready.cjs')

ready.install()
var node = found.findNode()
var checkOnly = process.argv.indexOf('--check') !== -1
var passed = 0
var failed = 0

var CHECKS = [
  ['types', 'tsc', ['--noEmit']],
  ['lint', 'oxlint', ['--type-aware']],
  ['format', 'oxfmt', ['--check']]
]

runChecks(0)

function runChecks(index) {
  var check = CHECKS[index]
  if (!check) return build()
  run(check[0], ['scripts/with-node.cjs', check[1]].concat(check[2]), function () { runChecks(index + 1) })
}

function build() {
  if (ready.isBuilt()) { report('build (as it stands)', true); return checkOnly ? end() : test() }
  run('build', [path.join('scripts', 'build.ts')], function (ok) {
    if (checkOnly) return end()
    if (ok) return test()
    console.log('Without a build there are no tests.')
    failed += 1
    end()
  })
}

/** Runs one step quietly and shows what it said only if it failed. */
function run(name, args, next) {
  var output = ''
  var step = child.spawn(node, args, { cwd: found.root, stdio: ['ignore', 'pipe', 'pipe'] })
  step.stdout.on('data', function (chunk) { output += chunk })
  step.stderr.on('data', function (chunk) { output += chunk })
  step.on('close', function (code) {
    if (code !== 0) console.log(output)
    report(name, code === 0)
    next(code === 0)
  })
}

function report(name, ok) {
  console.log((ok ? 'passed  ' : 'FAILED  ') + name)
  if (ok) passed += 1
  else failed += 1
}

function test() {
  var folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stegvis-results-'))
  var results = path.join(folder, 'results.json')
  var args = ['scripts/with-node.cjs', 'vitest', 'run', '--reporter=default', '--reporter=json', '--outputFile.json=' + results]
  var vitest = child.spawn(node, args, { cwd: found.root, stdio: 'inherit' })
  ;['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () { if (signal !== 'SIGINT') vitest.kill(signal) })
  })
  vitest.on('exit', function (code) {
    count(results, code)
    fs.rmSync(folder, { recursive: true, force: true })
    end()
  })
}

/** A test that was left out counts as failed, and so does a run that failed although every test in it passed. */
function count(results, code) {
  var before = failed
  var found = {}
  try { found = JSON.parse(fs.readFileSync(results, 'utf8')) } catch (error) { failed += 1 }
  passed += found.numPassedTests || 0
  failed += (found.numFailedTests || 0) + (found.numPendingTests || 0) + (found.numTodoTests || 0)
  if (code !== 0 && failed === before) failed += 1
}

function end() {
  console.log(passed + ' passed, ' + failed + ' failed')
  process.exit(failed > 0 ? 1 : 0)
}
