/** What a file may be: JPG, PNG and PDF (domain.md §4). */
export const MEDIA_TYPES = ['image/jpeg', 'image/png', 'application/pdf'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** 10 MB each (domain.md §4). */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;
