/** A piece of a file that is replaced. Everything around it stays as it is, to the byte. */
export interface TextEdit {
  /** Where it begins in the old text, in UTF-16 code units. */
  readonly start: number;

  /** Where it ends; the same as `start` for something inserted. */
  readonly end: number;

  /** What stands there afterwards. */
  readonly text: string;
}

/** A file that a migration changes, adds or deletes. */
export interface MigratedFile {
  /** Path relative to the repository, with `/`. */
  readonly path: string;

  /**
   * The old text.
   *
   * @default - the file is new
   */
  readonly before?: string;

  /**
   * The new text.
   *
   * @default - the file is deleted
   */
  readonly after?: string;

  /** The edits that lead from `before` to `after`, by place; none for a file that is new or deleted. */
  readonly edits: TextEdit[];
}

/** What somebody has to do about a finding. */
export enum MigrationFindingLevel {
  /** The files don't decide it: a person must. */
  ACTION = 'action',
  /** Worth knowing; nothing is left to do in these files. */
  NOTICE = 'notice',
}

/** Something that a migration left as it was, or decided in a way that its owner should know. */
export interface MigrationFinding {
  /** Stable code, such as `FOC101`; the README explains each. */
  readonly code: string;

  /** Whether somebody has to do something. */
  readonly level: MigrationFindingLevel;

  /**
   * Path of the file.
   *
   * @default - the repository as a whole
   */
  readonly file?: string;

  /**
   * Line in the old text of the file, from 1.
   *
   * @default - the file as a whole
   */
  readonly line?: number;

  /**
   * The object, as `Kind/name` or `Kind/namespace/name`.
   *
   * @default - none
   */
  readonly object?: string;

  /** What is left or decided, and why. */
  readonly problem: string;

  /**
   * What to do, or what to write.
   *
   * @default - nothing
   */
  readonly use?: string;
}

/** An object that a migration changed, added or removed. */
export interface MigrationChange {
  /** Path of the file. */
  readonly file: string;

  /** Line in the old text of the file, from 1; 1 for a file that is new. */
  readonly line: number;

  /** The object, as `Kind/name` or `Kind/namespace/name`. */
  readonly object: string;

  /** What happened to it, such as `sourceRef.kind: GitRepository → OCIRepository`. */
  readonly what: string;
}

/** An artifact that has to be in the registry before the new sources can be ready. */
export interface PublishStep {
  /** `oci://…` without tag. */
  readonly url: string;

  /** What Flux will ask for, as `tag latest` or `semver 1.x`. */
  readonly ref: string;

  /**
   * The directory to push, relative to the repository that holds it.
   *
   * @default - a Helm chart, or a directory of another repository
   */
  readonly directory?: string;

  /** The commands that push and sign it, one a line, to be run from the root of that repository. */
  readonly commands: string[];
}
