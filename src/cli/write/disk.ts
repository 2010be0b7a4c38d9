import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, renameSync, rmdirSync, rmSync, writeSync } from 'node:fs';

/** Every way in which the command changes a disk. */
export class Disk {
  /** A new file with all that is in it, on the disk itself. Without a mode it gets that of any new file. */
  public create(path: string, content: string, mode?: number): void {
    const bytes = Buffer.from(content, 'utf8');
    const file = openSync(path, 'wx', mode === undefined ? 0o666 : 0o600);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      if (mode !== undefined) fchmodSync(file, mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** At once, over what has that name. */
  public rename(from: string, to: string): void {
    renameSync(from, to);
  }

  public remove(path: string): void {
    rmSync(path, { force: true });
  }

  public makeDirectory(path: string): void {
    mkdirSync(path, { recursive: true });
  }

  /** Unless something is in it. */
  public removeDirectory(path: string): void {
    try {
      rmdirSync(path);
    } catch {
      // Somebody else's file is in it, or it is gone.
    }
  }

  /** That names are on the disk itself, too. */
  public settle(directory: string): void {
    try {
      const handle = openSync(directory, 'r');
      try {
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    } catch {
      // Windows opens no directories.
    }
  }
}
