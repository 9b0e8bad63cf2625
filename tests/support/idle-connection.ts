/**
 * How long the fake platforms keep an idle connection, in milliseconds. Node's five seconds are so near to the four of the clients
 * that on a busy machine a request meets a connection that is just being closed; the platforms themselves wait for minutes.
 */
export const idleConnectionMs = 120_000;
