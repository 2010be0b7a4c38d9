import type { MigratedFile, MigrationChange, MigrationFinding, PublishStep } from './migration-result';
import { MigrationFindingLevel } from './migration-result';
import { jsonReport } from './report-json';
import { markdownReport } from './report-markdown';
import { unifiedDiff } from './unified-diff';

/** What a migration came to. Nothing of it is on disk. */
export class Migration {
  /** @internal */
  public static _of(result: MigrationResult): Migration {
    return new Migration(result);
  }

  /** The files that change, by path. */
  public readonly files: MigratedFile[];

  /** What was left and why, by place. */
  public readonly findings: MigrationFinding[];

  /** What happened to which object, by place. */
  public readonly changes: MigrationChange[];

  /** What has to be in the registry before the new sources can be ready. */
  public readonly publish: PublishStep[];

  /** What to do in which order, one step each. */
  public readonly rollout: string[];

  private constructor(result: MigrationResult) {
    this.files = [...result.files];
    this.findings = [...result.findings];
    this.changes = [...result.changes];
    this.publish = [...result.publish];
    this.rollout = [...result.rollout];
  }

  /** Whether a person has to decide something. */
  public get needsPerson(): boolean {
    return this.findings.some(finding => finding.level === MigrationFindingLevel.ACTION);
  }

  /** The changes of all files, as `git apply` takes them. */
  public unifiedDiff(): string {
    return unifiedDiff(this.files);
  }

  /** All of it as a page for a pull request: what is to be decided, to be published and in which order, and what changed. */
  public toMarkdown(): string {
    return markdownReport(this);
  }

  /** All of it but the contents of the files, for other programs: an object with the names of these properties. */
  public toJson(): string {
    return jsonReport(this);
  }
}

/** @internal */
export interface MigrationResult {
  readonly files: readonly MigratedFile[];
  readonly findings: readonly MigrationFinding[];
  readonly changes: readonly MigrationChange[];
  readonly publish: readonly PublishStep[];
  readonly rollout: readonly string[];
}
