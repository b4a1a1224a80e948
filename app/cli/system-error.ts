import { CliError } from './cli-error.ts'

/** What the operating system refuses, as far as whoever typed the command can do something about it. */
const words: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ENOSPC: ['磁盘空间不足', 'no space is left on the disk'],
  EDQUOT: ['磁盘配额已用完', 'the disk quota is used up'],
  EFBIG: ['文件超过系统允许的大小', 'the file is larger than the system allows'],
  EROFS: ['文件系统是只读的', 'the file system is read-only'],
  EACCES: ['没有权限', 'permission denied'],
  EPERM: ['没有权限', 'permission denied'],
  ENOENT: ['没有这个文件或文件夹', 'there is no such file or folder'],
  ENOTDIR: ['路径中有一段不是文件夹', 'a part of the path is no folder'],
  EISDIR: ['这是文件夹，不是文件', 'this is a folder, not a file'],
  ENAMETOOLONG: ['名称过长', 'the name is too long'],
  EIO: ['磁盘读写出错', 'the disk failed'],
  EMFILE: ['打开的文件过多', 'too many files are open'],
}

/** One line in place of a stack; null for anything else. Errors of worker threads arrive without their class. */
export function systemError(error: unknown): CliError | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null
  const said = words[String(error.code)]
  if (!said) return null
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null
  const [zh, en] = said
  return new CliError(path === null ? `${zh} / ${en}` : `${zh}：${path} / ${en}: ${path}`)
}
