import { MEDIA_TYPES } from '../attachments.ts';
import { pageOf } from './page.ts';
import { instantSchema } from './text.ts';
import { z } from './zod.ts';

/** A file as it was sent. In a hash of the request its own hash stands for it. */
export class SentFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly sha256: string;

  constructor(name: string, content: Uint8Array, sha256: string) {
    this.name = name;
    this.content = content;
    this.sha256 = sha256;
  }

  toJSON(): object {
    return { name: this.name, sha256: this.sha256 };
  }
}

export const uploadSchema = z
  .strictObject({
    file: z
      .instanceof(SentFile)
      .openapi({ type: 'string', format: 'binary', description: 'JPG, PNG or PDF, at most 10 MB' }),
  })
  .openapi('Upload');

const attachmentShape = {
  id: z.uuid(),
  name: z.string(),
  mediaType: z.enum(MEDIA_TYPES),
  size: z.int().openapi({ description: 'Bytes' }),
  sha256: z.string().openapi({ description: '64 hexadecimal digits, lower case' }),
};

export const attachmentSchema = z.strictObject(attachmentShape).openapi('Attachment');
export type AttachmentAnswer = z.infer<typeof attachmentSchema>;

export const attachmentParamsSchema = z.strictObject({ id: z.uuid() });

export const attachmentPageSchema = pageOf(
  z.strictObject({ ...attachmentShape, internal: z.boolean(), uploadedAt: instantSchema }).openapi('TicketAttachment'),
).openapi('TicketAttachmentPage');
