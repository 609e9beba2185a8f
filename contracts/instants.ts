/** An instant as ISO 8601 in UTC with milliseconds, as `new Date(ms).toISOString()` writes it: such strings sort by time. */
export type Instant = string;

/** A calendar day in the service centre's zone, `YYYY-MM-DD`. */
export type Day = string;
