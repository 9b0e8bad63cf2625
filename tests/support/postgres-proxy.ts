import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** Stands between a program and PostgreSQL, as a network that fails. */
export interface PostgresProxy {
  /** The address of the same database through the proxy. */
  url: string;
  /** Lets the next COMMIT reach the server, and closes the connection instead of passing on the answer. */
  loseNextCommit(): void;
  /** How many transactions were committed, and how many prepared statements ran, until now. */
  commits(): number;
  statements(): number;
  /** Closes every connection and takes no more, until it is let through again. */
  setOpen(open: boolean): void;
  close(): void;
}

/** The message that commits, and the one that runs a prepared statement to its end. */
const [commit, execute] = ["commit\0", "E\0\0\0\x09\0\0\0\0\0"];

/** Starts a proxy in front of a database. */
export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let [isOpen, losing] = [true, false];
  let [commits, statements] = [0, 0];
  const server = createServer((client) => {
    if (!isOpen) return void client.destroy();
    const upstream = connect(Number(port), hostname);
    let isLost = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on("error", () => undefined)
        .on("close", () => (client.destroy(), upstream.destroy(), sockets.delete(socket)));
    }
    client.on("data", (data: Buffer) => {
      commits += data.toString("latin1").split(commit).length - 1;
      statements += data.toString("latin1").split(execute).length - 1;
      if (losing && data.includes(commit)) [losing, isLost] = [false, true];
      upstream.write(data);
    });
    upstream.on("data", (data) => (isLost ? client.destroy() : client.write(data)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const own = new URL(databaseUrl);
  own.port = String((server.address() as AddressInfo).port);
  const closeAll = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: own.href,
    loseNextCommit: () => (losing = true),
    commits: () => commits,
    statements: () => statements,
    setOpen(open) {
      isOpen = open;
      if (!open) closeAll();
    },
    close() {
      closeAll();
      server.close();
    },
  };
}
