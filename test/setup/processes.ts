import { spawnSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

type Process = { pid: number; parent: number; command: string }

/** The PostgreSQL processes of a data folder. */
export const postgresOf = (folder: string): number[] =>
  processes()
    .filter(({ command }) => command.includes(path.join(folder, 'postgres')))
    .map(({ pid }) => pid)

/** The app of a launcher. */
export function childOf(launcher: number): number {
  const child = processes().find(({ parent, command }) => parent === launcher && command !== '')
  if (!child) throw new Error(`Process ${launcher} has no child.`)
  return child.pid
}

/** What runs on this machine; a process that has ended and was not yet fetched has no command. */
function processes(): Process[] {
  if (process.platform === 'linux')
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(read)
  return spawnSync('ps', ['-axo', 'pid=,ppid=,command='], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) =>
      found ? [{ pid: Number(found[1]), parent: Number(found[2]), command: found[3] ?? '' }] : [],
    )
}

function read(pid: string): Process[] {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    // "number (name) state parent …", and a name may hold spaces and brackets.
    const facts = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return [{ pid: Number(pid), parent: Number(facts[1]), command }]
  } catch {
    // It ended while we were reading.
    return []
  }
}
