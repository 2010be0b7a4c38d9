import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy on 127.0.0.1 that remembers what it was asked for. */
export class Proxy {
  /** As clients ask: `CONNECT host:port`, or `GET http://…`. */
  public readonly asked: string[] = [];
  /** The credentials that came with it; empty where none did. */
  public readonly logins = new Set<string>();
  /** `127.0.0.1:<port>` */
  public address = '';
  private readonly sockets = new Set<Socket>();
  private readonly server: Server = createServer((asked, answer) => this.forward(asked, answer));

  public constructor() {
    this.server.on('connect', (asked: IncomingMessage, socket: Socket) => this.tunnel(asked, socket));
    this.server.on('connection', (socket: Socket) => this.keep(socket));
  }

  public async open(): Promise<this> {
    await new Promise<void>(done => this.server.listen(0, '127.0.0.1', done));
    this.address = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  public async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise(done => this.server.close(done));
  }

  private note({ method, url, headers }: IncomingMessage): void {
    this.asked.push(`${method} ${url}`);
    const [, login = ''] = (headers['proxy-authorization'] ?? '').split(' ');
    this.logins.add(Buffer.from(login, 'base64').toString());
  }

  private forward(asked: IncomingMessage, answer: ServerResponse): void {
    this.note(asked);
    const { method, headers } = asked;
    const upstream = request(asked.url!, { method, headers }, response => {
      answer.writeHead(response.statusCode!, response.headers);
      response.pipe(answer);
    });
    upstream.on('error', () => answer.destroy());
    asked.pipe(upstream);
  }

  private tunnel(asked: IncomingMessage, socket: Socket): void {
    this.note(asked);
    const { hostname, port } = new URL(`http://${asked.url}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    this.keep(upstream);
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
