import { DEPARTMENTS, SCOPES, STAFF_ROLES } from '../people.ts';
import { said } from './said.ts';
import { contactSchema } from './ticket.ts';
import { idSchema, line, staffNoSchema } from './text.ts';
import { z } from './zod.ts';

const { name, phone, email } = contactSchema.shape;

const accountSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: idSchema, kind: z.literal('main'), name, phone, email }),
  z.strictObject({ id: idSchema, kind: z.literal('sub'), name, phone, email, scopes: z.array(z.enum(SCOPES)) }),
]);

const companySchema = z.strictObject({
  id: idSchema,
  name,
  kind: z.enum(['buyer', 'supplier']),
  accounts: z.array(accountSchema),
});

const staffSchema = z.strictObject({
  staffNo: staffNoSchema,
  name,
  role: z.enum(STAFF_ROLES),
  department: z.enum(DEPARTMENTS),
  lead: z.boolean().default(false),
  email,
  active: z.boolean().default(true),
});

const clientSchema = z.strictObject({ id: idSchema, name });

const orderSchema = z.strictObject({ orderNo: line(64), buyer: idSchema, supplier: idSchema });

/** The people of a desk as one file: what it says of somebody is all there is, what is left out has its default. */
export const peopleSchema = z
  .strictObject({
    companies: z.array(companySchema).default([]),
    staff: z.array(staffSchema).default([]),
    clients: z.array(clientSchema).default([]),
    orders: z.array(orderSchema).default([]),
  })
  .superRefine((people, context) => {
    for (const names of namesIn(people))
      for (const path of repeated(names))
        context.addIssue({
          code: 'custom',
          path: [...path],
          message: said('不重复的值', 'a value that does not stand twice'),
        });
  });

export type People = z.output<typeof peopleSchema>;

interface Named {
  readonly is: string;
  readonly path: readonly (string | number)[];
}

/** What has to differ, kind by kind. */
function namesIn({ companies, staff, clients, orders }: People): Named[][] {
  return [
    companies.map(({ id }, at) => ({ is: id, path: ['companies', at, 'id'] })),
    companies.map((company, at) => ({ is: company.name, path: ['companies', at, 'name'] })),
    companies.flatMap(({ accounts }, of) =>
      accounts.map(({ id }, at) => ({ is: id, path: ['companies', of, 'accounts', at, 'id'] })),
    ),
    staff.map(({ staffNo }, at) => ({ is: staffNo, path: ['staff', at, 'staffNo'] })),
    clients.map(({ id }, at) => ({ is: id, path: ['clients', at, 'id'] })),
    orders.map(({ orderNo }, at) => ({ is: orderNo, path: ['orders', at, 'orderNo'] })),
  ];
}

function repeated(names: readonly Named[]): Named['path'][] {
  const seen = new Set<string>();
  return names.flatMap(({ is, path }) => {
    if (seen.has(is)) return [path];
    seen.add(is);
    return [];
  });
}
