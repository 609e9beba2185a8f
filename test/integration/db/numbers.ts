/** `KF20251107001` as its day `20251107` and its sequence `001`. */
export function parseTicketNo(ticketNo: string): { day: string; sequence: string } {
  const match = /^KF(\d{8})(\d{3,})$/.exec(ticketNo);
  return { day: match?.[1] ?? '', sequence: match?.[2] ?? '' };
}
