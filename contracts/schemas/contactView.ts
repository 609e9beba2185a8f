import { actorSchema } from './event.ts';
import { pageOf } from './page.ts';
import { instantSchema, prose, ticketNoSchema } from './text.ts';
import { contactSchema } from './ticket.ts';
import { z } from './zod.ts';

export const viewContactSchema = z
  .strictObject({ reason: prose(500) })
  .openapi('ViewContact', { example: { reason: '回电核实收货地址' } });

export const viewedContactSchema = z
  .strictObject({
    name: contactSchema.shape.name,
    phone: z.string().nullable(),
    email: z.string().nullable(),
    at: instantSchema,
  })
  .openapi('ViewedContact');

export const contactViewPageSchema = pageOf(
  z
    .strictObject({ ticketNo: ticketNoSchema, actor: actorSchema, reason: z.string(), at: instantSchema })
    .openapi('ContactView'),
).openapi('ContactViewPage');
