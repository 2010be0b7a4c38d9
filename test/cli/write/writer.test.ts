import fs, { chmodSync, existsSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { Disk } from '../../../src/cli/write/disk';
import { takeAway } from '../../../src/cli/write/lock';
import { Writer } from '../../../src/cli/write/writer';
import type { MigratedFile } from '../../../src/migration/migration-result';
import { filesBelow, JOURNAL } from '../../../src/migration/read-directory';
import { refusalOf } from '../../support/refusal';
import { decide } from '../support/decide';
import { contentsOf, put, removeTrees, sixtyFiles, treeOf } from '../support/tree';

afterAll(removeTrees);

class Crash extends Error {}

/** Loses its power at one of the times when something changes: before it, or with half of it done. */
class FailingDisk extends Disk {
  private changes = 0;

  public constructor(private readonly at: number) {
    super();
  }

  public override create(path: string, content: string, mode?: number): void {
    this.tick(() => super.create(path, content.slice(0, content.length / 2), mode));
    super.create(path, content, mode);
  }

  public override rename(from: string, to: string): void {
    this.tick();
    super.rename(from, to);
  }

  public override remove(path: string): void {
    this.tick();
    super.remove(path);
  }

  public override makeDirectory(path: string): void {
    this.tick(() => super.makeDirectory(path));
    super.makeDirectory(path);
  }

  public override removeDirectory(path: string): void {
    this.tick();
    super.removeDirectory(path);
  }

  public override settle(directory: string): void {
    this.tick();
    super.settle(directory);
  }

  private tick(half: () => void = () => undefined): void {
    if (++this.changes !== this.at) return;
    half();
    throw new Crash();
  }
}

/** A few of everything. */
function smallTree(): string {
  const root = treeOf({
    'apps/add.yaml': 'kind: GitRepository\n', 'apps/ks.yaml': 'kind: GitRepository\r\n', 'gone.yaml': 'kind: GitRepository', 'stays.yaml': 'kind: ConfigMap\n',
  });
  chmodSync(join(root, 'apps/ks.yaml'), 0o755);
  chmodSync(join(root, 'gone.yaml'), 0o600);
  return root;
}

function migrationOf(root: string): MigratedFile[] {
  return decide(filesBelow(root)).files;
}

/** Whether it ended; false where the power went. */
function survives(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch (error) {
    if (error instanceof Crash) return false;
    throw error;
  }
}

/** What the tree becomes when all goes well. */
function migrated(root: string): ReturnType<typeof contentsOf> {
  new Writer(root).write(migrationOf(root));
  return contentsOf(root);
}

/** That each file is old or new, as a whole; the drafts of new contents have no name that anybody reads. */
function expectWhole(root: string, old: ReturnType<typeof contentsOf>, current: ReturnType<typeof contentsOf>): void {
  for (const [path, content] of Object.entries(contentsOf(root))) {
    if (/(^|\/)\.flux-oci-[0-9a-f]{16}$/.test(path)) continue;
    expect([old[path], current[path]]).toContain(content);
  }
  const kept = Object.keys(old).filter(path => path in current);
  expect(kept.filter(path => !existsSync(join(root, path)))).toEqual([]);
}

test('writes new, edited and deleted files, and leaves the rest', () => {
  const root = smallTree();
  expect(migrated(root)).toEqual({
    'apps': 'directory',
    'apps/add.yaml': '644 kind: OCIRepository\n',
    'apps/ks.yaml': '755 kind: OCIRepository\r\n',
    'sources': 'directory',
    'sources/add.yaml': '644 # of apps/add.yaml\nkind: OCIRepository\n',
    'stays.yaml': '644 kind: ConfigMap\n',
  });
});

test('rolls back to the byte and the mode, and forgets', () => {
  const root = smallTree();
  const old = contentsOf(root);
  new Writer(root).write(migrationOf(root));
  expect(new Writer(root).rollback()).toBe(4);
  expect(contentsOf(root)).toEqual(old);
  expect(new Writer(root).rollback()).toBeUndefined();
});

test('rolls several migrations back, the last one first', () => {
  const root = treeOf({ 'a.yaml': 'kind: GitRepository\n' });
  new Writer(root).write([{ path: 'a.yaml', before: 'kind: GitRepository\n', after: 'b\n', edits: [] }]);
  new Writer(root).write([{ path: 'a.yaml', before: 'b\n', after: 'c\n', edits: [] }]);
  const seen = [0, 1, 2].map(() => [new Writer(root).rollback(), readFileSync(join(root, 'a.yaml'), 'utf8')]);
  expect(seen).toEqual([[1, 'b\n'], [1, 'kind: GitRepository\n'], [undefined, 'kind: GitRepository\n']]);
});

test('leaves a directory that a rollback would have removed, where somebody else put a file', () => {
  const root = smallTree();
  new Writer(root).write(migrationOf(root));
  put(root, 'sources/mine.yaml', 'a: 1\n');
  new Writer(root).rollback();
  expect(readdirSync(join(root, 'sources'))).toEqual(['mine.yaml']);
});

describe('wherever the power goes', () => {
  const example = smallTree();
  const old = contentsOf(example);
  const current = migrated(example);

  /** Crashes at each change, one after the other, until nothing crashes any more. */
  function atEachChange(prepare: (root: string) => void, act: (writer: Writer, root: string) => void, check: (root: string) => void): number {
    for (let at = 1; ; at++) {
      const root = smallTree();
      prepare(root);
      const ended = survives(() => act(new Writer(root, new FailingDisk(at)), root));
      if (ended) return at - 1;
      expectWhole(root, old, current);
      check(root);
    }
  }

  test('the next run finishes what it began', () => {
    const changes = atEachChange(() => undefined, (writer, root) => writer.write(migrationOf(root)), root => {
      new Writer(root).finish();
      new Writer(root).write(migrationOf(root));
      expect(contentsOf(root)).toEqual(current);
      expect(new Writer(root).rollback()).toBe(4);
      expect(contentsOf(root)).toEqual(old);
    });
    expect(changes).toBe(24);
  });

  test('a rollback undoes it', () => {
    atEachChange(() => undefined, (writer, root) => writer.write(migrationOf(root)), root => {
      new Writer(root).rollback();
      expect(contentsOf(root)).toEqual(old);
    });
  });

  test('a rollback that was interrupted goes on', () => {
    const changes = atEachChange(root => new Writer(root).write(migrationOf(root)), writer => writer.rollback(), root => {
      new Writer(root).rollback();
      expect(contentsOf(root)).toEqual(old);
    });
    expect(changes).toBe(21);
  });

  test('another crash while it is finished does no harm', () => {
    atEachChange(root => survives(() => new Writer(root, new FailingDisk(14)).write(migrationOf(root))), writer => writer.finish(), root => {
      new Writer(root).finish();
      expect(contentsOf(root)).toEqual(current);
    });
  });
});

test('fails before anything is written if a file has changed since it was read', () => {
  const root = smallTree();
  const files = migrationOf(root);
  put(root, 'gone.yaml', 'kind: Bucket');
  const before = contentsOf(root);
  expect(refusalOf(() => new Writer(root).write(files))).toBe(
    'FOC165 a file has changed since it was read; got "gone.yaml"; use the same command again; if a run was interrupted, put the file back as it was before, or after',
  );
  expect(contentsOf(root)).toEqual(before);
  expect(new Writer(root).rollback()).toBeUndefined();
});

test('fails if somebody made the file that would be new', () => {
  const root = smallTree();
  const files = migrationOf(root);
  put(root, 'sources/add.yaml', 'kind: Bucket\n');
  expect(refusalOf(() => new Writer(root).write(files))).toContain('FOC165 a file has changed since it was read; got "sources/add.yaml"; ');
});

test('fails if a file changes while others are written', () => {
  const root = smallTree();
  class Busy extends Disk {
    public override makeDirectory(path: string): void {
      put(root, 'apps/ks.yaml', 'kind: Bucket\n');
      super.makeDirectory(path);
    }
  }
  expect(refusalOf(() => new Writer(root, new Busy()).write(migrationOf(root)))).toContain('FOC165 a file has changed since it was read; got "apps/ks.yaml"; ');
  expect(readFileSync(join(root, 'apps/ks.yaml'), 'utf8')).toBe('kind: Bucket\n');
});

test('names five changed files, and how many more', () => {
  const root = treeOf({});
  const files = [1, 2, 3, 4, 5, 6, 7].map(index => ({ path: `${index}.yaml`, before: 'a\n', after: 'b\n', edits: [] }));
  expect(refusalOf(() => new Writer(root).write(files))).toContain('got "1.yaml", "2.yaml", "3.yaml", "4.yaml", "5.yaml" and 2 more; ');
});

test('rolls nothing back if a file has changed since', () => {
  const root = smallTree();
  new Writer(root).write(migrationOf(root));
  put(root, 'apps/ks.yaml', 'kind: Bucket\n');
  const before = contentsOf(root);
  expect(refusalOf(() => new Writer(root).rollback())).toBe(
    'FOC168 a file has changed since the migration; got "apps/ks.yaml"; use git to undo both; '
    + 'or put the file back as the migration left it; or delete .flux-oci-journal, which gives the rollback up',
  );
  expect(contentsOf(root)).toEqual(before);
});

test('fails to go on with a write after an interrupted rollback', () => {
  const root = smallTree();
  new Writer(root).write(migrationOf(root));
  survives(() => new Writer(root, new FailingDisk(5)).rollback());
  expect(refusalOf(() => new Writer(root).finish())).toBe("FOC167 a rollback hasn't come to its end; use `--rollback` first, which ends it");
});

test.each(['', 'null', '{"format":2,"files":[],"directories":[]}', '{"format":1,"files":[{}],"directories":[]}', '{"format":1,"files":[null],"directories":[]}',
  '{"format":1,"files":[{"path":"a","mode":"755"}],"directories":[]}', '{"format":1,"files":[],"directories":[1]}'])('fails with the journal %j', content => {
  const root = treeOf({ '.flux-oci-journal/0001-written.json': content });
  expect(refusalOf(() => new Writer(root).rollback())).toBe(
    `FOC167 the journal is damaged; got "${root}/.flux-oci-journal/0001-written.json"; use git to see what was written, and delete the journal`,
  );
});

describe('writes nothing outside of the directory', () => {
  test.each(['../a.yaml', 'apps/../../a.yaml', '/etc/a.yaml'])('by the path %s', path => {
    expect(refusalOf(() => new Writer(treeOf({})).write([{ path, after: 'a\n', edits: [] }]))).toBe(
      `FOC169 a path leads out of the directory; got "${path}"; use the directory that holds it`,
    );
  });

  test('by a directory that is a link', () => {
    const [root, other] = [treeOf({}), treeOf({ 'a.yaml': 'a\n' })];
    symlinkSync(other, join(root, 'apps'));
    expect(refusalOf(() => new Writer(root).write([{ path: 'apps/a.yaml', before: 'a\n', after: 'b\n', edits: [] }]))).toBe(
      'FOC169 a path leads out of the directory; got "apps/a.yaml"; use the directory that holds it',
    );
  });

  test('by a file that is a link, nor in place of a directory', () => {
    const root = treeOf({ 'a.yaml': 'a\n', 'b.yaml/c': '' });
    symlinkSync('a.yaml', join(root, 'link.yaml'));
    expect(refusalOf(() => new Writer(root).write([{ path: 'link.yaml', before: 'a\n', after: 'b\n', edits: [] }]))).toBe(
      'FOC169 a symbolic link isn\'t written; got "link.yaml"; use a file in its place',
    );
    expect(refusalOf(() => new Writer(root).write([{ path: 'b.yaml', before: 'a\n', after: 'b\n', edits: [] }]))).toBe(
      'FOC169 what is no file isn\'t written; got "b.yaml"; use a file in its place',
    );
  });

  test('by a journal that somebody else wrote', () => {
    const journal = { format: 1, files: [{ path: '../a.yaml', before: 'a\n' }], directories: [] };
    const root = treeOf({ '.flux-oci-journal/0001-written.json': JSON.stringify(journal) });
    expect(refusalOf(() => new Writer(root).rollback())).toContain('FOC169 a path leads out of the directory; got "../a.yaml"; ');
  });

  test('but through a link within it', () => {
    const root = treeOf({ 'real/a.yaml': 'a\n' });
    symlinkSync('real', join(root, 'apps'));
    new Writer(root).write([{ path: 'apps/a.yaml', before: 'a\n', after: 'b\n', edits: [] }]);
    expect(readFileSync(join(root, 'real/a.yaml'), 'utf8')).toBe('b\n');
  });
});

test('tells what the disk refuses, and can be run again', () => {
  const root = smallTree();
  class Full extends Disk {
    public override create(path: string, content: string, mode?: number): void {
      if (path.includes('apps/')) throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
      super.create(path, content, mode);
    }
  }
  expect(refusalOf(() => new Writer(root, new Full()).write(migrationOf(root)))).toBe(
    'FOC169 a file can\'t be written; got "apps/add.yaml" (ENOSPC); use the same command again once it can, or `--rollback`',
  );
  expect(new Writer(root).finish()).toBe(4);
});

describe('runs that meet', () => {
  function lockOf(content: string): string {
    return treeOf({ [`${JOURNAL}/lock`]: content });
  }

  function lockedOut(root: string): string {
    return `FOC166 another run is writing to this directory; got the lock "${root}/.flux-oci-journal/lock"; `
      + 'use the command again when that run has ended; if there is none, delete the lock';
  }

  test('the second fails while the first is at work, and nothing is left of either', () => {
    const root = treeOf({});
    new Writer(root).exclusively(() => {
      expect(refusalOf(() => new Writer(root).exclusively(() => undefined))).toBe(lockedOut(root));
      expect(readdirSync(join(root, JOURNAL)).sort()).toEqual(['.gitignore', 'lock']);
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test('the lock has its name with what is in it, so that one whose process was killed at once is known as dead', () => {
    const root = treeOf({});
    const written: string[] = [];
    const link = jest.spyOn(fs, 'linkSync').mockImplementation((from, to) => {
      written.push(`${basename(String(to))}: ${readFileSync(from, 'utf8')}`);
    });
    try {
      new Writer(root).exclusively(() => undefined);
    } finally {
      link.mockRestore();
    }
    expect(written).toEqual([`lock: ${JSON.stringify({ pid: process.pid, host: hostname() })}`, '.gitignore: *\n']);
  });

  test('a file system that gives files one name will do', () => {
    const root = treeOf({});
    const link = jest.spyOn(fs, 'linkSync').mockImplementation(() => {
      throw Object.assign(new Error('no links here'), { code: 'EPERM' });
    });
    try {
      new Writer(root).exclusively(() => {
        expect(JSON.parse(readFileSync(join(root, JOURNAL, 'lock'), 'utf8'))).toEqual({ pid: process.pid, host: hostname() });
        expect(refusalOf(() => new Writer(root).exclusively(() => undefined))).toBe(lockedOut(root));
        expect(readdirSync(join(root, JOURNAL)).sort()).toEqual(['.gitignore', 'lock']);
      });
    } finally {
      link.mockRestore();
    }
    expect(readdirSync(root)).toEqual([]);
  });

  test('the lock goes when the run fails, the journal stays', () => {
    const root = smallTree();
    expect(() => new Writer(root).exclusively(() => {
      new Writer(root).write(migrationOf(root));
      throw new Crash();
    })).toThrow(Crash);
    expect(readdirSync(join(root, JOURNAL)).sort()).toEqual(['.gitignore', '0001-written.json']);
    expect(readFileSync(join(root, JOURNAL, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('the lock of a process that is dead is taken over', () => {
    const root = lockOf(JSON.stringify({ pid: 2 ** 30, host: hostname() }));
    expect(new Writer(root).exclusively(() => 'done')).toBe('done');
    expect(existsSync(join(root, JOURNAL))).toBe(false);
  });

  test('an old lock in which nothing was written is taken over, a new one not', () => {
    const root = lockOf('{"pid":1');
    expect(refusalOf(() => new Writer(root).exclusively(() => undefined))).toBe(lockedOut(root));
    utimesSync(join(root, JOURNAL, 'lock'), new Date(0), new Date(0));
    expect(new Writer(root).exclusively(() => 'done')).toBe('done');
  });

  test.each([{ pid: process.pid, host: hostname() }, { pid: 1, host: hostname() }, { pid: 2 ** 30, host: 'elsewhere' }])('a lock of %j holds', lock => {
    const root = lockOf(JSON.stringify(lock));
    expect(refusalOf(() => new Writer(root).exclusively(() => undefined))).toBe(lockedOut(root));
  });

  test('a lock that leads elsewhere is none', () => {
    const [root, other] = [treeOf({}), treeOf({})];
    symlinkSync(other, join(root, JOURNAL));
    expect(refusalOf(() => new Writer(root).exclusively(() => undefined))).toContain('FOC169 a path leads out of the directory');
    expect(readdirSync(other)).toEqual([]);
  });

  test('what another run has made since is given back', () => {
    const root = lockOf('new');
    const path = join(root, JOURNAL, 'lock');
    takeAway(path, 'stale');
    expect(readFileSync(path, 'utf8')).toBe('new');
    takeAway(path, 'new');
    takeAway(path, 'new');
    expect(readdirSync(join(root, JOURNAL))).toEqual([]);
  });

  test('a directory without the right to write is told', () => {
    const root = treeOf({});
    rmSync(root, { recursive: true });
    writeFileSync(root, '');
    expect(refusalOf(() => new Writer(root).exclusively(() => undefined))).toContain(`FOC169 a file can't be written; got "${JOURNAL}" (ENOTDIR); `);
  });
});

test('sixty files, there and back', () => {
  const root = sixtyFiles();
  const old = contentsOf(root);
  new Writer(root).write(migrationOf(root));
  expect(migrationOf(root)).toEqual([]);
  new Writer(root).rollback();
  expect(contentsOf(root)).toEqual(old);
});
