/** Something is not as the story's file says. */
export class Unexpected extends Error {}
