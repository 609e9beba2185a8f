import { z } from './zod.ts';

/** The number of a version: as long as a path names it, which is what PostgreSQL's integers hold. */
export const versionSchema = z.int().min(1).max(999_999_999);
