// Loaded before a program: the clock of its machine is wrong by CLOCK_SKEW_MS.
const RealDate = Date;
const now = () => RealDate.now() + Number(process.env["CLOCK_SKEW_MS"]);
globalThis.Date = new Proxy(RealDate, {
  construct: (date, parts) =>
    parts.length === 0 ? new date(now()) : /** @type {Date} */ (Reflect.construct(date, parts)),
  get: (date, key) => /** @type {unknown} */ (key === "now" ? now : Reflect.get(date, key)),
});
