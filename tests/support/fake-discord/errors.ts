/** An answer of the fake REST API. */
export interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** Discord's documented error codes, as far as the bot can meet them. */
const known = {
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  40060: [400, "Interaction has already been acknowledged."],
  40067: [400, "A tag is required to create a forum post in this channel"],
  50001: [403, "Missing Access"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50007: [403, "Cannot send messages to this user"],
  50008: [400, "Cannot send messages in a non-text channel"],
  50013: [403, "Missing Permissions"],
  50024: [400, "Cannot execute action on this channel type"],
  50027: [401, "Invalid Webhook Token"],
  160004: [400, "A thread has already been created for this message"],
} as const;

/** A refusal of the fake API; the router turns it into its answer. */
export class ApiError extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(JSON.stringify(answer.body));
    this.answer = answer;
  }
}

/** One of the documented refusals. */
export function refusal(code: keyof typeof known): ApiError {
  const [status, message] = known[code];
  return new ApiError({ status, body: { code, message } });
}

/** "Invalid Form Body" with what is wrong in it. */
export const invalidBody = (faults: string[]): ApiError =>
  new ApiError({ status: 400, body: { code: 50035, message: "Invalid Form Body", errors: { _errors: faults } } });
