/**
 * The one parent of a rig's processes. It stops them when it is told to, when the process that started it is gone (its
 * standard input ends then, however that process died), and when one of them dies.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { binary, controllers, controlPlane, crdFiles, environmentOf, portCount, portsOf, tailOf, writeCredentials, type Part } from './parts';
import { ACCESS_FILE, type Access, type Plan } from './plan';
import { freePorts, isOpen } from './ports';
import { registries } from './registries';
import { outcomeOf, outputOf } from './run';

const START_TIMEOUT = 60_000;

class Supervisor {
  private readonly children: { readonly part: Part; readonly process: ChildProcess }[] = [];
  private peak = 0;
  private stopping?: Promise<void>;

  public constructor(private readonly plan: Plan) {}

  public async start(): Promise<Access> {
    const { plan } = this;
    const ports = portsOf(await freePorts(portCount(plan)));
    const kubeconfig = writeCredentials(plan, ports);
    for (const part of controlPlane(plan, ports)) await this.run(part);
    await this.kubectl('apply', '--server-side', ...crdFiles(plan.minor).map(file => `--filename=${file}`));
    await this.kubectl('wait', '--for=condition=Established', '--timeout=60s', 'customresourcedefinitions', '--all');
    await this.kubectl('create', 'namespace', 'flux-system');
    const served = plan.controllers ? await registries(plan, ports) : undefined;
    if (served) await Promise.all([...served.parts, ...controllers(plan, ports)].map(part => this.run(part)));
    const at = (port: number) => plan.controllers ? `localhost:${port}` : '';
    const access = {
      folder: plan.folder,
      kubeconfig,
      registry: at(ports.registry),
      referrersRegistry: at(ports.referrersRegistry),
      doors: served?.doors,
      supervisor: process.pid,
    };
    writeFileSync(join(plan.folder, ACCESS_FILE), JSON.stringify(access));
    return access;
  }

  /** Once, in the opposite order of starting. */
  public stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  /** The most memory that all processes had together, in MiB, as far as it was asked for. */
  public sampleMemory(): number {
    const now = this.children.map(({ process: child }) => residentMiB(child.pid!)).reduce((sum, each) => sum + each, 0);
    this.peak = Math.max(this.peak, now);
    return this.peak;
  }

  private async stopAll(): Promise<void> {
    for (const { process: child } of this.children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise(done => child.once('exit', done));
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 8_000);
      await gone;
      clearTimeout(impatience);
    }
  }

  private async run(part: Part): Promise<void> {
    const log = openSync(join(this.plan.folder, 'log', `${part.name}.log`), 'a');
    const child = spawn(binary(part.program), part.args, { stdio: ['ignore', log, log], env: { ...environmentOf(this.plan), ...part.env } });
    this.children.push({ part, process: child });
    child.once('exit', () => this.died(part));
    child.once('error', () => this.died(part));
    await this.answers(part, child);
  }

  private died(part: Part): void {
    if (this.stopping) return;
    console.error(`${part.name} of the rig died:\n${tailOf(this.plan, part.name)}`);
    void this.stop().then(() => process.exit(1));
  }

  private async answers(part: Part, child: ChildProcess): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT;
    while (Date.now() < deadline && child.exitCode === null) {
      if (await this.isReady(part)) return;
      await new Promise(done => setTimeout(done, 100));
    }
    throw new Error(`${part.name} did not answer within ${START_TIMEOUT / 1000} s:\n${tailOf(this.plan, part.name)}`);
  }

  private async isReady({ ready }: Part): Promise<boolean> {
    if (ready === 'kubernetes') return (await outcomeOf(binary('kubectl'), ['get', '--raw=/readyz'], { env: environmentOf(this.plan) })).code === 0;
    if (ready.startsWith('tcp:')) return isOpen(Number(new URL(ready).port));
    return fetch(ready).then(answer => answer.ok, () => false);
  }

  private kubectl(...args: string[]): Promise<string> {
    return outputOf(binary('kubectl'), [`--kubeconfig=${join(this.plan.folder, 'kubeconfig')}`, ...args]);
  }
}

function residentMiB(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // gone, or a system without /proc
  }
}

async function main(plan: Plan): Promise<void> {
  const supervisor = new Supervisor(plan);
  const end = (code: number) => void supervisor.stop().then(() => {
    // The logs of a rig that failed are worth keeping.
    if (code === 0) rmSync(plan.folder, { recursive: true, force: true });
    process.stdout.write(`${JSON.stringify({ peak: Math.round(supervisor.sampleMemory()) })}\n`, () => process.exit(code));
  });
  process.stdout.on('error', () => {}); // nobody may be left to read it
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end(0));
  if (!plan.stays) process.stdin.on('end', () => end(0)).on('error', () => end(0)).resume();
  try {
    process.stdout.write(`${JSON.stringify(await supervisor.start())}\n`);
    setInterval(() => supervisor.sampleMemory(), 500);
  } catch (error) {
    console.error((error as Error).message);
    end(1);
  }
}

void main(JSON.parse(process.argv[2]));
