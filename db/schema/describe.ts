import { type Kysely, sql } from 'kysely';
import type { DB } from './rows.ts';

const HEADER = `-- The schema as the migrations leave it, for reading. Written by db/dump.ts; do not edit.\n`;

/** The tables of the database as SQL in a stable order: columns as declared, constraints and indexes by name. */
export async function describeSchema(db: Kysely<DB>): Promise<string> {
  const { rows } = await sql<{ name: string; lines: string[]; indexes: string[] }>`
    select c.relname as name,
      (select array_agg(line order by kind, position, line) from (
        select 1 as kind, a.attnum as position, format('%I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case a.attidentity when 'a' then ' generated always as identity' else '' end,
          case when a.attnotnull then ' not null' else '' end,
          case when d.adbin is null then '' when a.attgenerated = 's'
            then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
            else ' default ' || pg_get_expr(d.adbin, d.adrelid) end) as line
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        union all
        select 2, 0, format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid))
        from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
      ) described) as lines,
      (select coalesce(array_agg(pg_get_indexdef(i.indexrelid) order by x.relname), '{}')
        from pg_index i join pg_class x on x.oid = i.indexrelid
        where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
      ) as indexes
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
    order by c.relname
  `.execute(db);
  return [HEADER, ...rows.map(tableText)].join('\n');
}

function tableText(table: { name: string; lines: string[]; indexes: string[] }): string {
  const columns = table.lines.map((line) => `  ${line}`).join(',\n');
  const indexes = table.indexes.map(
    (index) => `${index.replaceAll(' public.', ' ').replaceAll(' ON ONLY ', ' ON ')};\n`,
  );
  return `create table ${table.name} (\n${columns}\n);\n${indexes.join('')}`;
}
