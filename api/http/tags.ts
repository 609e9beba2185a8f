/** The groups of calls, in the order of the documentation: what a ticket lives through first, then who sees to it and by which rules. */
export const TAGS = [
  { name: 'tickets', description: 'Opening tickets, finding and reading them, and what is written down about them' },
  { name: 'commands', description: 'What is done to a ticket; each says who may give it, and when' },
  { name: 'tasks', description: 'The tasks of departments in the plan of a ticket' },
  { name: 'messages', description: 'What customer and staff write to each other on a ticket' },
  { name: 'attachments', description: 'Files: uploaded first, then added to a ticket by their id' },
  { name: 'disputes', description: 'Disputes between buyers and sellers, and their sealed evidence' },
  { name: 'streams', description: 'Events as they happen' },
  { name: 'inbox', description: 'What the caller is told, in words' },
  { name: 'reviews', description: 'Quality reviews, and samples of closed tickets to be scored' },
  { name: 'rosters', description: 'Rosters, who is on duty, and hand-overs from shift to shift' },
  { name: 'staff', description: 'Who is ready, skilled in what, and whose tickets go to others' },
  { name: 'account limits', description: 'Accounts whose service is limited after serious abuse' },
  { name: 'outages', description: 'Times in which the desk stood still' },
  { name: 'reports', description: 'Missed limits, promises kept, and the quality of service' },
  { name: 'catalog', description: 'Categories, departments and clocks, and when a limit would end' },
  { name: 'calendars', description: 'Working time, in versions' },
  { name: 'policies', description: 'How long each limit is, in versions' },
  { name: 'jobs', description: 'What a calendar or policy would change in open tickets, and its application to them' },
  { name: 'operations', description: 'Health, figures, and this document' },
  { name: 'pages', description: 'Pages for people' },
  { name: 'development', description: 'What the service sent, where no e-mail leaves it' },
] as const;

export type Tag = (typeof TAGS)[number]['name'];
