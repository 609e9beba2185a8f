import { type Kysely, sql } from 'kysely';

/**
 * Who had the ticket after each line of its timeline; of older lines only what they told themselves: to which department it went. Why a job
 * could not deal with a ticket is told in both languages; what was written before, in the one it had.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    alter table ticket_events add column holder text;
    update ticket_events e set holder = case e.type when 'sent-back' then 'FRONT' else coalesce(e.data ->> 'department', t.department) end
      from tickets t where t.ticket_no = e.ticket_no and e.type in ('opened', 'classified', 'sent-back');
    update jobs set failures = (
      select jsonb_agg(f || jsonb_build_object('why', jsonb_build_object('zh', f -> 'why', 'en', f -> 'why')) order by n)
      from jsonb_array_elements(failures) with ordinality listed (f, n)
    ) where failures <> '[]';
    update jobs set page = jsonb_set(page, '{failures}', (
      select jsonb_agg(f || jsonb_build_object('why', jsonb_build_object('zh', f -> 'why', 'en', f -> 'why')) order by n)
      from jsonb_array_elements(page -> 'failures') with ordinality listed (f, n)
    )) where page -> 'failures' <> '[]';
  `.execute(db);
}
