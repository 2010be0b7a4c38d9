import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { outputOf } from '../rig/run';
import type { Files } from '../support/publish';

const NAME = 'platform';
const BRANCH = 'main';

/** A Git repository that is served by HTTP on this machine: git's own server program behind one of Node. */
export class GitServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'git-server-'));
  private readonly server: Server = createServer((request, response) => this.answer(request, response));

  /** Where its people work. */
  public get checkout(): string {
    return join(this.folder, 'checkout');
  }

  /** As Flux wants it. */
  public get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${NAME}.git`;
  }

  public async open(): Promise<this> {
    await this.git('init', '--quiet', '--bare', `--initial-branch=${BRANCH}`, join(this.folder, `${NAME}.git`));
    await this.git('clone', '--quiet', join(this.folder, `${NAME}.git`), this.checkout);
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
    return this;
  }

  /** Makes the checkout hold exactly these files, in a commit that nobody else sees. */
  public async commit(files: Files, message: string): Promise<void> {
    for (const name of readdirSync(this.checkout)) if (name !== '.git') rmSync(join(this.checkout, name), { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.checkout, path)), { recursive: true });
      writeFileSync(join(this.checkout, path), text);
    }
    await this.inCheckout('add', '--all');
    await this.inCheckout('commit', '--quiet', `--message=${message}`);
  }

  /** Brings the branch to what is committed, and returns how Flux calls that. */
  public async push(): Promise<string> {
    await this.inCheckout('push', '--quiet', 'origin', `HEAD:${BRANCH}`);
    return `${BRANCH}@sha1:${(await this.inCheckout('rev-parse', 'HEAD')).trim()}`;
  }

  public async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(done => this.server.close(done));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private inCheckout(...args: readonly string[]): Promise<string> {
    return this.git('-C', this.checkout, '-c', 'user.name=rig', '-c', 'user.email=rig@git.example', '-c', 'commit.gpgsign=false', ...args);
  }

  private git(...args: readonly string[]): Promise<string> {
    return outputOf('git', args, this.folder);
  }

  /** By the Common Gateway Interface: the question in the environment and on standard input, the answer with its headers on standard output. */
  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, search } = new URL(request.url!, 'http://127.0.0.1');
    const child = spawn('git', ['http-backend'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method,
        ...toldBy(request.headers),
      },
    });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', chunk => chunks.push(chunk));
    child.once('close', () => reply(response, Buffer.concat(chunks)));
  }
}

function toldBy(headers: IncomingHttpHeaders): NodeJS.ProcessEnv {
  return {
    CONTENT_TYPE: headers['content-type'],
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: headers['git-protocol'] as string | undefined,
  };
}

function reply(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  const headers = output.subarray(0, end).toString().split('\r\n').map(line => line.split(': ') as [string, string]);
  const status = headers.find(([name]) => name === 'Status')?.[1];
  response.writeHead(Number.parseInt(status ?? '200', 10), headers.filter(([name]) => name !== 'Status').flat());
  response.end(output.subarray(end + 4));
}
