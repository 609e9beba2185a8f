/** What a file may be: JPG, PNG and PDF (docs/norms.md, hours and routes). */
export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** 10 MB each (docs/norms.md, hours and routes). */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;
