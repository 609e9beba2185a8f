/** What a job's run is told: its words and its progress stay in the database. */
export interface TimetableJobRun {
  readonly jobId: string;
}
